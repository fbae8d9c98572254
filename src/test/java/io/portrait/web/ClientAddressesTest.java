package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** The addresses by which clients are limited. */
class ClientAddressesTest {

    private static ClientAddresses behind(String... proxies) {
        return new ClientAddresses(new ConnectionProperties(
                0,
                0,
                List.of(proxies),
                Duration.ZERO,
                DataSize.ofBytes(0),
                Duration.ZERO,
                DataSize.ofBytes(0),
                Duration.ZERO));
    }

    private static MockHttpServletRequest request(String sender, String... forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(sender);
        for (String header : forwarded) {
            request.addHeader("X-Forwarded-For", header);
        }
        return request;
    }

    /** A client that could name its address would have as many addresses as it likes. */
    @Test
    void aSenderThatIsNoProxyCannotNameAnAddress() {
        assertThat(behind("10.0.0.0/8").of(request("203.0.113.5", "198.51.100.1")))
                .isEqualTo("203.0.113.5");
        assertThat(behind().of(request("10.0.0.1", "198.51.100.1"))).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            198.51.100.1                     | 198.51.100.1
            1.2.3.4, 198.51.100.1            | 198.51.100.1
            1.2.3.4, 198.51.100.1, 10.1.1.1  | 198.51.100.1
            10.1.1.1                         | 10.0.0.1
            nonsense                         | nonsense
            ''                               | 10.0.0.1
            """)
    void behindAProxyItIsTheLastAddressThatIsNoProxy(String forwarded, String client) {
        assertThat(behind("10.0.0.0/8").of(request("10.0.0.1", forwarded))).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(behind("10.0.0.1").of(request("10.0.0.1", "1.2.3.4", "198.51.100.1")))
                .isEqualTo("198.51.100.1");
    }
}
