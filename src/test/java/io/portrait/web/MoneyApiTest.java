package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.support.ApiClient;
import io.portrait.support.PortraitTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Amounts of orders and refunds in every dialect: the right value in the right currency, or a receipt with a reason. */
@PortraitTest
class MoneyApiTest {

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final AtomicInteger USERS = new AtomicInteger();

    @Autowired
    private ApiClient api;

    private final String user = "money-" + USERS.incrementAndGet();
    private int messages;

    private JsonNode track(String event, String properties) {
        String message =
                "{\"type\":\"track\",\"userId\":\"%s\",\"messageId\":\"%s-%d\",\"event\":\"%s\",\"properties\":%s}"
                        .formatted(user, user, messages++, event, properties.replace('\'', '"'));
        return api.send("POST", "dev-write", "/v1/batch", "{\"batch\":[" + message + "]}", Map.of())
                .json()
                .at("/receipts/0");
    }

    private JsonNode send(String type, String fields) {
        return api.postEvents(List.of("{\"userId\":\"%s\",\"messageId\":\"%s-%d\",\"type\":\"%s\"%s}"
                        .formatted(user, user, messages++, type, fields.replace('\'', '"'))))
                .json()
                .at("/receipts/0");
    }

    private JsonNode cloud(String type, String data) {
        String event = "{'specversion':'1.0','id':'%d','source':'/%s','type':'shop.%s','subject':'%s','data':%s}"
                .formatted(messages++, user, type, user, data);
        return api.send(
                        "POST",
                        "dev-write",
                        "/v1/events",
                        event.replace('\'', '"'),
                        Map.of("Content-Type", CLOUD_EVENT, "Prefer", "wait"))
                .json()
                .at("/receipts/0");
    }

    /** The sums after all events, with an event that waits for the projection. */
    private JsonNode monetary() {
        send("click", "");
        return api.profile(user).at("/activity/monetary");
    }

    private static String remarks(JsonNode receipt) {
        String warnings = receipt.path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asString() + " "
                        + warning.path("pointer").asString().replaceFirst("/batch/0|/events/0", ""))
                .sorted()
                .collect(Collectors.joining(", "));
        return receipt.path("status").asString().equals("rejected")
                ? receipt.path("code").asString() + " "
                        + receipt.path("pointer").asString().replaceFirst("/batch/0|/events/0", "")
                : warnings;
    }

    private static void assertAmount(JsonNode amount, String expected) {
        assertThat(new BigDecimal(amount.asString())).as(amount.toString()).isEqualByComparingTo(expected);
    }

    /** The inputs of the field and variations: properties, what was spent, its currency, number of lines, remarks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'order_id':'o','revenue':25.5,'products':[{'product_id':'a'},{'product_id':'b'}]}                      | 25.5     | XXX | 2 |
            {'order_id':'o','revenue':25.5,'total':27.5,'products':[{'product_id':'a'}]}                            | 25.5     | XXX | 1 |
            {'order_id':'o','total':27.5}                                                                           | 27.5     | XXX | 1 |
            {'order_id':'o','value':27.5}                                                                           | 27.5     | XXX | 1 |
            {'revenue':'$1,299.00','currency':'USD'}                                                                | 1299     | USD | 1 |
            {'revenue':'1.299,00 €'}                                                                                | 1299     | EUR | 1 |
            {'revenue':'1 299,00','currency':'eur'}                                                                 | 1299     | EUR | 1 |
            {'products':[{'product_id':'a','price':'$1,299.00','quantity':'2'}]}                                    | 2598     | XXX | 1 |
            {'products':[{'product_id':'a','price':10,'quantity':-1}]}                                              | 0        | XXX | 1 | missing-amount /properties/products/0, unreadable-amount /properties/products/0/quantity
            {'products':[{'product_id':'a','price':-10}]}                                                           | 0        | XXX | 1 | missing-amount /properties/products/0, unreadable-amount /properties/products/0/price
            {'products':[{'product_id':'a','price':10},{'product_id':'b','price':'free'}]}                          | 10       | XXX | 2 | missing-amount /properties/products/1, unreadable-amount /properties/products/1/price
            {'products':{'product_id':'a','price':10}}                                                              | 10       | XXX | 1 |
            {'products':{'0':{'product_id':'a','price':10},'1':{'product_id':'b','price':2}}}                       | 12       | XXX | 2 |
            {'products':['a',{'product_id':'b','price':2}]}                                                         | 2        | XXX | 1 | unreadable-product /properties/products/0
            {'products':[{'name':'no id','price':3},{'product_id':'b','price':2}]}                                  | 5        | XXX | 2 | unreadable-product /properties/products/0
            {'discount':5,'products':[{'product_id':'a','price':10,'quantity':2},{'product_id':'b','price':5}]}     | 20       | XXX | 2 |
            {'discount':50,'products':[{'product_id':'a','price':10}]}                                              | 0        | XXX | 1 |
            {'revenue':0,'products':[{'product_id':'a','price':10}]}                                                | 0        | XXX | 1 |
            {'revenue':'abc','products':[{'product_id':'a','price':10}]}                                            | 10       | XXX | 1 | unreadable-amount /properties/revenue
            {'revenue':'1,299'}                                                                                     | 0        | XXX | 1 | missing-amount /properties, unreadable-amount /properties/revenue
            {'revenue':-25}                                                                                         | 0        | XXX | 1 | missing-amount /properties, unreadable-amount /properties/revenue
            {'revenue':true}                                                                                        | 0        | XXX | 1 | missing-amount /properties, unreadable-amount /properties/revenue
            {'revenue':1e300}                                                                                       | 0        | XXX | 1 | missing-amount /properties, unreadable-amount /properties/revenue
            {'revenue':1e-300}                                                                                      | 0        | XXX | 1 | missing-amount /properties, unreadable-amount /properties/revenue
            {'revenue':'€10','currency':'USD','total':12}                                                           | 12       | USD | 1 | unreadable-amount /properties/revenue
            {'revenue':10,'currency':'dollars'}                                                                     | 10       | XXX | 1 | unknown-currency /properties/currency
            {'revenue':10,'currency':''}                                                                            | 10       | XXX | 1 |
            {'order_id':'undefined','revenue':10}                                                                   | 10       | XXX | 1 | unreadable-order /properties/order_id
            {'order_id':7,'revenue':10}                                                                             | 10       | XXX | 1 |
            {'order_id':{},'revenue':10}                                                                            | 10       | XXX | 1 | unreadable-order /properties/order_id
            {'order_id':'o'}                                                                                        | 0        | XXX | 1 | missing-amount /properties
            {'revenue':1000,'currency':'JPY','products':[{'product_id':'a'},{'product_id':'b'},{'product_id':'c'}]} | 1000     | JPY | 3 |
            {'revenue':0.1,'products':[{'product_id':'a'},{'product_id':'b'},{'product_id':'c'}]}                   | 0.1      | XXX | 3 |
            {'revenue':999999999999.99}                                                                             | 999999999999.99 | XXX | 1 |
            {'products':[{'product_id':'a','price':0.1,'quantity':3}]}                                              | 0.3      | XXX | 1 |
            {'price':12.5,'quantity':2,'product_id':'a'}                                                            | 25       | XXX | 1 |
            """)
    void anOrderOfTheTrackingApiHasTheRightSumOrAReceipt(
            String properties, String spent, String currency, int lines, String remarks) {
        JsonNode receipt = track("Order Completed", properties);
        assertThat(remarks(receipt)).isEqualTo(remarks == null ? "" : remarks);
        JsonNode monetary = monetary();
        assertAmount(monetary.path("spent"), spent);
        assertThat(monetary.path("currency").asString()).isEqualTo(currency);
        assertThat(monetary.path("orders").asInt()).isEqualTo(1);
        assertThat(monetary.path("lines").asInt()).isEqualTo(lines);
        assertAmount(monetary.path("averageOrderValue"), spent);
        assertAmount(monetary.at("/byCurrency/0/spent"), spent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ,'value':25.5                                                | 25.5 | XXX |
            ,'value':'$1,299.00','currency':'usd'                        | 1299 | USD |
            ,'value':'1.299,00 €'                                        | 1299 | EUR |
            ,'value':10,'properties':{'currency':'JPY'}                  | 10   | JPY |
            ,'value':10,'currency':5                                     | 10   | XXX | unknown-currency /currency
            ,'value':'1,299'                                             | 0    | XXX | invalid-value /value
            ,'value':-1                                                  | 0    | XXX | invalid-value /value
            ,'value':'€10','currency':'USD'                              | 0    | XXX | invalid-value /value
            ,'value':[1]                                                 | 0    | XXX | invalid-value /value
            ,'order':{'id':'o','total':30},'item':'a'                    | 30   | XXX |
            ,'order':{'id':'o','total':'x'},'value':7                    | 7    | XXX | unreadable-amount /order/total
            ,'order':'o','value':7                                       | 7    | XXX |
            ,'order':[1],'value':7                                       | 7    | XXX | unreadable-order /order
            ,'order':{'id':'null'},'value':7                             | 7    | XXX | unreadable-order /order/id
            ,'properties':{'order_id':'o'},'value':7                     | 7    | XXX |
            ,'properties':{'order_id':'\\u0001'},'value':7               | 7    | XXX | unreadable-order /properties/order_id
            ,'item':'a'                                                  | 0    | XXX | missing-amount /value
            """)
    void aNativePurchaseHasTheRightSumOrAReceipt(String fields, String spent, String currency, String remarks) {
        assertThat(remarks(send("purchase", fields))).isEqualTo(remarks == null ? "" : remarks);
        JsonNode monetary = monetary();
        assertAmount(monetary.path("spent"), spent);
        assertThat(monetary.path("currency").asString()).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'value':25.5,'currency':'EUR'}                              | 25.5 | EUR |
            {'value':'1.299,00 €'}                                       | 1299 | EUR |
            {'value':'1.299'}                                            | 0    | XXX | invalid-value /data/value
            {'value':7,'properties':{'order_id':'undefined'}}            | 7    | XXX | unreadable-order /data/properties/order_id
            {'item':'a'}                                                 | 0    | XXX | missing-amount /data/value
            """)
    void aPurchaseAsCloudEventHasTheRightSumOrAReceipt(String data, String spent, String currency, String remarks) {
        assertThat(remarks(cloud("purchase", data))).isEqualTo(remarks == null ? "" : remarks);
        JsonNode monetary = monetary();
        assertAmount(monetary.path("spent"), spent);
        assertThat(monetary.path("currency").asString()).isEqualTo(currency);
    }

    @Test
    void theSameOrderCountsOnceAcrossMessagesAndDialects() {
        api.putItem("money-lamp", "money/lamp", 20);
        String order = "{'order_id':'o-1','revenue':25.5,'currency':'USD','products':[{'product_id':'money-lamp'}]}";
        track("Order Completed", order);
        track("Order Completed", order);
        cloud("purchase", "{'value':25.5,'currency':'USD','properties':{'order_id':'o-1'}}");
        send("purchase", ",'value':25.5,'currency':'USD','order':'o-1','item':'money-lamp'");
        JsonNode monetary = monetary();
        assertThat(monetary.path("orders").asInt()).isEqualTo(1);
        assertAmount(monetary.path("spent"), "25.5");
        assertThat(interest("money/lamp")).isCloseTo(1, Offset.offset(0.01));
    }

    private double interest(String topic) {
        return api.profile(user)
                .path("interests")
                .valueStream()
                .filter(interest -> interest.path("topic").asString().equals(topic))
                .mapToDouble(interest -> interest.path("weight").asDouble())
                .sum();
    }

    @Test
    void aRefundByTheOrderAloneRefundsWhatIsLeftAndTakesItsInterestsBack() {
        api.putItem("money-mug", "money/mug", 20);
        api.putItem("money-cup", "money/cup", 5.5);
        track(
                "Order Completed",
                "{'order_id':'o','revenue':25.5,'products':[{'product_id':'money-mug','price':20},{'product_id':'money-cup','price':5.5}]}");
        monetary();
        assertThat(interest("money/mug")).isPositive();
        track("Order Refunded", "{'order_id':'o','products':[{'product_id':'money-cup','price':5.5}]}");
        monetary();
        assertThat(interest("money/cup")).isZero();
        assertThat(remarks(track("Order Refunded", "{'order_id':'o'}"))).isEmpty();
        track("Order Refunded", "{'order_id':'o'}");
        JsonNode monetary = monetary();
        assertAmount(monetary.path("refunded"), "25.5");
        assertAmount(monetary.path("net"), "0");
        assertThat(interest("money/mug")).isZero();
        assertThat(monetary.at("/recentOrders/0/id").asString()).isEqualTo("o");
        assertAmount(monetary.at("/recentOrders/0/refunded"), "25.5");
    }

    @Test
    void aRefundOfSomePiecesRefundsTheirPartOfTheLine() {
        track("Order Completed", "{'order_id':'o','products':[{'product_id':'x','price':10,'quantity':3}]}");
        track("Order Refunded", "{'order_id':'o','products':[{'product_id':'x','quantity':1}]}");
        assertAmount(monetary().path("refunded"), "10");
        track("Order Refunded", "{'order_id':'o','products':[{'product_id':'x'}]}");
        assertAmount(monetary().path("refunded"), "30");
    }

    @Test
    void aCancelledOrderIsRefundedWholly() {
        track("Order Completed", "{'order_id':'o','revenue':30,'products':[{'product_id':'x','price':30}]}");
        track("Order Cancelled", "{'order_id':'o','total':35,'products':[{'product_id':'x','price':30}]}");
        assertAmount(monetary().path("refunded"), "30");
    }

    @Test
    void aRefundThatArrivesBeforeItsOrderFindsIt() {
        track("Order Refunded", "{'order_id':'o'}");
        assertThat(monetary().path("unmatchedRefunds").asInt()).isEqualTo(1);
        track("Order Completed", "{'order_id':'o','revenue':30}");
        JsonNode monetary = monetary();
        assertThat(monetary.path("unmatchedRefunds").asInt()).isZero();
        assertAmount(monetary.path("refunded"), "30");
    }

    @Test
    void currenciesAreKeptApart() {
        send("purchase", ",'value':10,'currency':'USD'");
        send("purchase", ",'value':1000,'currency':'JPY'");
        JsonNode monetary = monetary();
        assertThat(monetary.path("byCurrency")
                        .valueStream()
                        .map(sums -> sums.path("currency").asString()
                                + sums.path("spent").asString()))
                .containsExactly("JPY1000", "USD10");
        assertThat(monetary.path("unconverted").size()).isEqualTo(1);
    }

    @Test
    void sumsAreDecimal() {
        send("purchase", ",'value':25");
        send("refund", ",'value':19.99");
        String text = api.get("dev-internal", "/v1/profiles/" + user).text();
        assertThat(text).contains("\"net\":5.01").doesNotContain("5.0100");
    }

    @Test
    void anUpdatedOrderReplacesTheCompletedOne() {
        track("Order Completed", "{'order_id':'o','revenue':30}");
        track("Order Updated", "{'order_id':'o','revenue':20}");
        JsonNode monetary = monetary();
        assertAmount(monetary.path("spent"), "20");
        assertThat(monetary.path("orders").asInt()).isEqualTo(1);
    }

    @Test
    void theEventsAndTheExportShowTheOrder() {
        track(
                "Order Completed",
                "{'order_id':'o','revenue':25.5,'shipping':3,'tax':1,'discount':2,'currency':'USD','products':[{'product_id':'a','price':20},{'product_id':'b','price':7.5}]}");
        monetary();
        JsonNode events = api.get("dev-internal", "/v1/profiles/" + user + "/events")
                .json()
                .path("events");
        JsonNode line = events.valueStream()
                .filter(event -> event.at("/order/line").asInt(-1) == 1)
                .findFirst()
                .orElseThrow();
        assertThat(line.path("currency").asString()).isEqualTo("USD");
        assertAmount(line.path("value"), "6.95");
        assertThat(line.at("/order/id").asString()).isEqualTo("o");
        assertAmount(line.at("/order/total"), "25.5");
        assertAmount(line.at("/order/shipping"), "3");
        String export = api.get("dev-admin", "/v1/subjects/" + user + "/export").text();
        assertThat(export).contains("recentOrders").contains("\"shipping\":3");
    }

    /** A person may have as many lines as a message has products; the sum is that of the order. */
    @Test
    void anOrderWithTheMostProductsIsOneOrder() {
        String products = IntStream.range(0, 250)
                .mapToObj(i -> "{'product_id':'p%d','price':0.37}".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
        track("Order Completed", "{'order_id':'o','revenue':100,'products':" + products + "}");
        JsonNode monetary = monetary();
        assertAmount(monetary.path("spent"), "100");
        assertThat(monetary.path("lines").asInt()).isEqualTo(250);
    }
}
