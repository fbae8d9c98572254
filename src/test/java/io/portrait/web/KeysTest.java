package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.access.KeyKind;
import io.portrait.support.Api;
import io.portrait.support.Api.Answer;
import io.portrait.support.PortraitTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@PortraitTest
class KeysTest {

    @Autowired
    private Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private record Route(String method, String path, HandlerMethod handler) {}

    private Stream<Route> routes() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.portrait"))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .map(pattern -> new Route(
                                entry.getKey().getMethodsCondition().getMethods().stream()
                                        .map(RequestMethod::name)
                                        .findFirst()
                                        .orElse("GET"),
                                pattern.replaceAll("\\{[^}]+}", "some-id"),
                                entry.getValue())));
    }

    @Test
    void everyRouteRefusesEveryKindOfKeyThatItDoesNotName() {
        for (Route route : routes().toList()) {
            List<KeyKind> allowed =
                    Arrays.asList(Objects.requireNonNull(route.handler().getMethodAnnotation(Allow.class), route.path())
                            .value());
            assertThat(route.path().startsWith("/v1/profiles") && allowed.contains(KeyKind.WRITE))
                    .as("a write key may sit in clients, so it reads no profile: %s", route)
                    .isFalse();
            for (KeyKind kind : KeyKind.values()) {
                int status = ask(route, "dev-" + kind.label()).status();
                assertThat(status == 403).as("%s with %s", route, kind).isEqualTo(!allowed.contains(kind));
            }
        }
    }

    @Test
    void everyRouteRefusesARequestWithoutAKeyOrWithABadOne() {
        for (Route route : routes().toList()) {
            for (String key : List.of("", "nonsense", "pk_0123456789ab_secret")) {
                Answer answer = ask(route, key);
                assertThat(answer.status()).as("%s with '%s'", route, key).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("key-required");
            }
        }
    }

    private Answer ask(Route route, String key) {
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(route.method());
        return api.send(route.method(), key, route.path(), hasBody ? "{\"x\":1}" : "", Map.of());
    }

    @Test
    void aKeyWorksAsTheUserNameOfBasicAuthentication() {
        Answer answer = api.send("GET", "", "/v1/topics", "", Map.of("Authorization", "Basic ZGV2LWludGVybmFsOg=="));
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aNewKeyWorksUntilItIsRevoked() {
        Answer created =
                api.send("POST", "dev-admin", "/v1/keys", "{\"kind\":\"internal\",\"label\":\"shop\"}", Map.of());
        assertThat(created.status()).isEqualTo(201);
        String secret = created.json().path("secret").asString();
        String id = created.json().at("/key/id").asString();
        assertThat(api.get(secret, "/v1/topics").status()).isEqualTo(200);
        assertThat(api.get(secret + "x", "/v1/topics").status()).isEqualTo(401);
        assertThat(api.get("dev-admin", "/v1/keys").text()).contains(id).doesNotContain(secret);

        assertThat(api.send("DELETE", "dev-admin", "/v1/keys/" + id, "", Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(api.get(secret, "/v1/topics").status()).isEqualTo(401);
    }

    @Test
    void anExpiredKeyCannotBeMade() {
        Answer created = api.send(
                "POST",
                "dev-admin",
                "/v1/keys",
                "{\"kind\":\"write\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                Map.of());
        assertThat(created.status()).isEqualTo(400);
    }
}
