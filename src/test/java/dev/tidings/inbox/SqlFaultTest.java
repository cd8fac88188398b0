package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

class SqlFaultTest {
    @ParameterizedTest
    @CsvSource({
        "08006,AWAY", "57P03,AWAY", "53100,AWAY", "40001,AWAY", "55P03,AWAY", "25006,AWAY", "58030,AWAY",
        "22021,POISON", "22P05,POISON", "23514,POISON", "54000,POISON",
        "42P01,BROKEN", "42501,BROKEN", "28P01,BROKEN", "XX000,BROKEN"
    })
    void theStateSaysWhetherTheStatementCanSucceedLater(String state, SqlFault expected) {
        assertThat(SqlFault.of(new SQLException("no", state))).isEqualTo(expected);
    }

    @Test
    void aFailureWithoutAStateIsTheNetworks() {
        assertThat(SqlFault.of(failure(null))).isEqualTo(SqlFault.AWAY);
        assertThat(SqlFault.of(new SQLException("wrapped", new SQLException("no", "22021"))))
                .isEqualTo(SqlFault.POISON);
    }

    private static SQLException failure(@Nullable String state) {
        return new SQLException("no", state, new IOException("reset"));
    }
}
