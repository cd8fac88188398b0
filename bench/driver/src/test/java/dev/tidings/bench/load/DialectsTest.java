package dev.tidings.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DialectsTest {
    private static final Guest GUEST = new Guest(7, "a.b.c");

    @Test
    void plainNamesTheUserAndIsOpenAtOnce() {
        Dialect plain = Dialects.named("plain");
        assertThat(plain.path(GUEST)).isEqualTo("/ws?user=user-00000007");
        assertThat(plain.opensAtOnce()).isTrue();
    }

    @Test
    void tidingsOpensByItsWelcomeAndComesBackWithTheCursor() {
        Dialect tidings = Dialects.named("tidings");
        assertThat(tidings.headers(GUEST)).contains("Authorization: Bearer a.b.c\r\n");
        Dialect.Answer answer = tidings.answer("{\"type\":\"tidings.welcome\",\"data\":{\"cursor\":\"c1\"}}");
        assertThat(answer.opens()).isTrue();
        assertThat(tidings.path(GUEST.back(answer.cursor()))).isEqualTo("/ws?cursor=c1");
        assertThat(tidings.answer("{\"type\":\"tidings.goaway\"}").opens()).isFalse();
    }

    @Test
    void socketIoConnectsAfterTheHandshakeAndAnswersPings() {
        Dialect socketIo = Dialects.named("socketio");
        assertThat(socketIo.answer("0{\"sid\":\"x\"}").reply()).isEqualTo("40");
        assertThat(socketIo.answer("40{\"sid\":\"y\"}").opens()).isTrue();
        assertThat(socketIo.answer("2").reply()).isEqualTo("3");
    }

    @Test
    void centrifugoIsGivenTheTokenAndTellsOfARefusal() {
        Dialect centrifugo = Dialects.named("centrifugo");
        assertThat(centrifugo.greeting(GUEST)).contains("\"token\":\"a.b.c\"");
        assertThat(centrifugo
                        .answer("{\"id\":1,\"connect\":{\"client\":\"x\"}}")
                        .opens())
                .isTrue();
        assertThat(centrifugo.answer("{}").reply()).isEqualTo("{}");
        assertThat(centrifugo.answer("{\"id\":1,\"error\":{\"code\":109}}").failure())
                .contains("109");
    }

    @Test
    void namesWhatIsKnown() {
        assertThatThrownBy(() -> Dialects.named("stomp")).hasMessageContaining("stomp (expected: plain");
    }
}
