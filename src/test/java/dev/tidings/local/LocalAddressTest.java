package dev.tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:9092", "127.0.0.1:9092", " localhost:9092 "})
    void aBrokerMayBeStartedAtALoopbackAddress(String bootstrapServers) {
        assertThat(LocalAddress.of(bootstrapServers)).get().returns(9092, LocalAddress::port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1:9092", "localhost:9092,localhost:9093", "localhost", "", "no-such-host.invalid:1"})
    void noBrokerIsStartedAtAnotherAddress(String bootstrapServers) {
        assertThat(LocalAddress.of(bootstrapServers)).isEmpty();
    }

    @Test
    void anAddressTellsWhetherAServerListens() throws Exception {
        ServerSocket socket = new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress());
        LocalAddress address = new LocalAddress("localhost", socket.getLocalPort());

        try (socket) {
            assertThat(address.isListening()).isTrue();
        }
        assertThat(address.isListening()).isFalse();
    }
}
