package io.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portrait.support.ConcurrentTest;
import io.portrait.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** The settings for TLS in src/docs/operation.md: HTTPS answers, plain HTTP does not. */
@Tag("service")
@ConcurrentTest
class TlsTest {

    private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String ADMIN_KEY = "an-admin-key-of-enough-characters";
    private static final String ALIAS = "server";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    /** A key with a certificate that it signs itself, for localhost. */
    private KeyStore selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("server.p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, STORE_PASSWORD);
        }
        return store;
    }

    private Path pem(String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(
                directory.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type));
    }

    private static HttpClient trusting(KeyStore server) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, server.getCertificate(ALIAS));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> topics(HttpClient client, String scheme, String port)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("%s://localhost:%s/v1/topics".formatted(scheme, port)))
                        .header("Authorization", "Bearer " + ADMIN_KEY)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void httpsAnswersAndPlainHttpDoesNot() throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore server = selfSigned();
        try (ConfigurableApplicationContext service = start(server)) {
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            HttpClient client = trusting(server);
            assertThat(topics(client, "https", port).statusCode()).isEqualTo(200);
            HttpResponse<String> plain = topics(client, "http", port);
            assertThat(plain.statusCode()).isEqualTo(400);
            assertThat(plain.body()).doesNotContain("topics");
            assertThatThrownBy(() -> topics(HttpClient.newHttpClient(), "https", port))
                    .as("a client that does not know the certificate")
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    private ConfigurableApplicationContext start(KeyStore server) throws IOException, GeneralSecurityException {
        Path certificate = pem("CERTIFICATE", server.getCertificate(ALIAS).getEncoded());
        Path privateKey =
                pem("PRIVATE KEY", server.getKey(ALIAS, STORE_PASSWORD).getEncoded());
        JdbcConnectionDetails database = TestDatabase.create();
        List<String> arguments = List.of(
                "--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(),
                "--portrait.access.admin-key=" + ADMIN_KEY,
                "--portrait.release.master-key=" + MASTER_KEY,
                "--spring.ssl.bundle.pem.server.keystore.certificate=file:" + certificate,
                "--spring.ssl.bundle.pem.server.keystore.private-key=file:" + privateKey,
                "--spring.ssl.bundle.pem.server.reload-on-update=true",
                "--server.ssl.bundle=server");
        return new SpringApplicationBuilder(Portrait.class).run(arguments.toArray(String[]::new));
    }
}
