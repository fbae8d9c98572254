package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.PortraitTest;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@PortraitTest
class ItemsApiTest {

    @Autowired
    private ApiClient api;

    @BeforeEach
    void putItems() {
        api.putItem("cup, large", "kitchen/cup", 6);
        api.putItem("saucer", "kitchen/saucer", 3);
    }

    private ApiResponse listItems(String query) {
        return api.get(api.token("eve"), "/v1/items" + query);
    }

    @Test
    void itemsAreListedInTheRequestedOrderWithoutUnknownOnes() {
        JsonNode items = listItems("?id=saucer&id=nothing&id=cup,%20large&id=saucer")
                .json()
                .path("items");
        assertThat(items.valueStream().map(item -> item.at("/content/title").asString()))
                .containsExactly("A saucer", "A cup, large");
    }

    @Test
    void aCommaIsPartOfAnId() {
        assertThat(listItems("?id=cup,%20large").json().at("/items/0/id").asString())
                .isEqualTo("cup, large");
    }

    @Test
    void missingAndTooManyIdsAreRejected() {
        assertThat(listItems("").code()).isEqualTo("ids-missing");
        assertThat(listItems("?" + String.join("&", Collections.nCopies(101, "id=a")))
                        .code())
                .isEqualTo("too-many-ids");
    }
}
