package io.portrait.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portrait.support.ApiClient;
import io.portrait.support.ApiClient.ApiResponse;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Every kind of trace that a person can leave, in every format of events: the export names each table that contains the id, and
 * an erasure removes the id from all of them before it answers.
 */
@PortraitTest
class PersonTracesTest {

    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    /** A request that leaves a trace; {@code ID} stands for the person and {@code OTHER} for another one. */
    enum Trace {
        NATIVE_EVENT("/v1/events", "{'events':[{'userId':'ID','messageId':'m','type':'view','item':'mug'}]}"),
        NATIVE_TEXTS("/v1/events", """
                {'events':[{'userId':'ID','messageId':'m','type':'search','query':'query of ID',
                            'context':{'sessionId':'ID','channel':'web'},'properties':{'ID':'ID'}}]}"""),
        NATIVE_INVALID("/v1/events", "{'events':[{'userId':'ID','messageId':'m','type':'buy'}]}"),
        NATIVE_INVALID_ANONYMOUS("/v1/events", "{'events':[{'anonymousId':'ID','messageId':'m','type':'buy'}]}"),
        NATIVE_INVALID_BESIDE_A_NUMBER(
                "/v1/events", "{'events':[{'userId':7,'anonymousId':'ID','messageId':'m','type':'buy'}]}"),
        NATIVE_INVALID_OF_OTHER(
                "/v1/events", "{'events':[{'userId':'OTHER','anonymousId':'ID','messageId':'m','type':'buy'}]}"),
        NATIVE_INVALID_PREVIOUS_ID("/v1/events", "{'events':[{'previousId':'ID','messageId':'m','type':'alias'}]}"),
        NATIVE_INVALID_MESSAGE_ID("/v1/events", "{'events':[{'messageId':'ID','type':'view'}]}"),
        NATIVE_INVALID_TYPE("/v1/events", "{'events':[{'userId':'OTHER','messageId':'m','type':'ID'}]}"),
        NATIVE_INVALID_PROPERTY("/v1/events", """
                {'events':[{'userId':'OTHER','messageId':'m','type':'buy','properties':{'deep':[{'friend':'ID'}]}}]}"""),
        NATIVE_INVALID_FIELD_NAME("/v1/events", """
                {'events':[{'userId':'OTHER','messageId':'m','type':'buy','properties':{'ID':1}}]}"""),
        NATIVE_INVALID_TEXT("/v1/events", """
                {'events':[{'userId':'OTHER','messageId':'m','type':'buy','properties':{'note':'thanks to ID!'}}]}"""),
        NATIVE_NOT_JSON("/v1/events", "{'events':[{'userId':'ID','messageId':'m','type':'view',}]}"),
        NATIVE_NOT_AN_OBJECT("/v1/events", "{'events':['ID']}"),
        TRACKING_TRACK("/v1/track", "{'userId':'ID','messageId':'m','event':'Product Viewed','properties':{}}"),
        TRACKING_IDENTIFY("/v1/identify", "{'userId':'ID','messageId':'m','traits':{'email':'ID@example.org'}}"),
        TRACKING_ALIAS("/v1/alias", "{'userId':'ID','previousId':'anonymous of ID','messageId':'m'}"),
        TRACKING_GROUP("/v1/group", "{'userId':'ID','messageId':'m','groupId':'group of ID'}"),
        TRACKING_PAGE("/v1/page", "{'anonymousId':'ID','messageId':'m','properties':{'url':'http://x/?user=ID'}}"),
        TRACKING_INVALID("/v1/batch", "{'batch':[{'type':'bogus','userId':'ID','messageId':'m'}]}"),
        TRACKING_INVALID_ANONYMOUS("/v1/batch", "{'batch':[{'type':'bogus','anonymousId':'ID','messageId':'m'}]}"),
        TRACKING_INVALID_CONTEXT("/v1/batch", """
                {'batch':[{'type':'bogus','messageId':'m'}],'context':{'traits':{'id':'ID'}}}"""),
        TRACKING_INVALID_TRAITS("/v1/batch", """
                {'batch':[{'type':'track','messageId':'m','context':{'traits':{'email':'mail of ID'}}}]}"""),
        CLOUD_EVENT_SUBJECT(CLOUD_EVENT, """
                {'specversion':'1.0','id':'m','source':'s','type':'view','subject':'ID','data':{'item':'mug'}}"""),
        CLOUD_EVENT_EXTENSION(CLOUD_EVENT, """
                {'specversion':'1.0','id':'m','source':'s','type':'view','userid':'ID','data':{'item':'mug'}}"""),
        CLOUD_EVENT_DATA(CLOUD_EVENTS, """
                [{'specversion':'1.0','id':'m','source':'s','type':'view','data':{'userId':'ID','item':'mug'}}]"""),
        CLOUD_EVENT_INVALID_SUBJECT(
                CLOUD_EVENTS, "[{'specversion':'0.3','id':'m','source':'s','type':'view','subject':'ID'}]"),
        CLOUD_EVENT_INVALID_EXTENSION(
                CLOUD_EVENTS, "[{'specversion':'0.3','id':'m','source':'s','type':'view','anonymousid':'ID'}]"),
        CLOUD_EVENT_INVALID_DATA(
                CLOUD_EVENTS, "[{'specversion':'0.3','id':'m','source':'s','type':'view','data':{'userId':'ID'}}]"),
        CLOUD_EVENT_INVALID_SOURCE(CLOUD_EVENTS, "[{'specversion':'0.3','id':'m','source':'/users/ID','type':'view'}]"),
        CLOUD_EVENT_INVALID_TRANSLATED(
                CLOUD_EVENTS, "[{'specversion':'1.0','id':'m','source':'s','type':'rating','subject':'ID'}]"),
        OTHERS_EVENT("/v1/events", """
                {'events':[{'userId':'OTHER','anonymousId':'ID','messageId':'m','type':'view','item':'mug'}]}"""),
        OTHERS_PROPERTIES("/v1/events", """
                {'events':[{'userId':'OTHER','messageId':'m','type':'share','properties':{'with':['ID'],'by':{'id':'ID'}}}]}"""),
        OTHERS_SESSION("/v1/events", """
                {'events':[{'userId':'OTHER','messageId':'m','type':'view','context':{'sessionId':'ID'}}]}"""),
        OTHERS_TRACKING_EVENT(
                "/v1/track", "{'userId':'OTHER','anonymousId':'ID','messageId':'m','event':'Product Viewed'}"),
        OTHERS_TRACKING_CONTEXT("/v1/track", """
                {'userId':'OTHER','messageId':'m','event':'Product Viewed','context':{'traits':{'anonymousId':'ID'}}}"""),
        OTHERS_CLOUD_EVENT(CLOUD_EVENT, """
                {'specversion':'1.0','id':'m','source':'s','type':'view','subject':'ID','data':{'userId':'OTHER'}}"""),
        REQUEST_ID("/v1/dsr", """
                {'subject_request_id':'access-of-ID','subject_request_type':'access',
                 'subject_identities':[{'identity_type':'controller_customer_id','identity_value':'ID'}]}"""),
        REQUEST_ID_OF_OTHER("/v1/dsr", """
                {'subject_request_id':'ID','subject_request_type':'access',
                 'subject_identities':[{'identity_type':'controller_customer_id','identity_value':'OTHER'}]}"""),
        SERVED_LIST("/v1/rank", "{'userId':'ID','items':[{'id':'mug'}],'purpose':'search','query':'query of ID'}");

        private final String path;
        private final String contentType;
        private final String body;

        Trace(String target, String body) {
            boolean isContentType = !target.startsWith("/");
            this.path = isContentType ? "/v1/events" : target;
            this.contentType = isContentType ? target : "application/json";
            this.body = body;
        }

        String id() {
            return "person-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String key() {
            return path.equals("/v1/dsr") ? "dev-admin" : path.equals("/v1/rank") ? "dev-internal" : "dev-write";
        }

        String requestBody(String id) {
            return body.replace('\'', '"').replace("ID", id).replace("OTHER", "other-" + id.hashCode());
        }
    }

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcTemplate jdbc;

    private Set<String> tablesContaining(String text) {
        return new DatabaseTextSearch(jdbc).tablesContaining(text);
    }

    private ApiResponse leave(Trace trace, String body) {
        return api.send(
                "POST", trace.key(), trace.path, body, Map.of("Prefer", "wait", "Content-Type", trace.contentType));
    }

    @ParameterizedTest
    @EnumSource
    void anErasureLeavesNothing(Trace trace) {
        api.putItem("mug", "kitchen/mug", 8);
        ApiResponse left = leave(trace, trace.requestBody(trace.id()));
        assertThat(left.status()).as(left.text()).isIn(200, 201, 202, 422);
        await().atMost(TestTimeouts.STATE)
                .untilAsserted(() -> assertThat(tablesContaining(trace.id()))
                        .as("the trace is there, and the search finds it: %s", left.text())
                        .isNotEmpty());
        Set<String> tables = tablesContaining(trace.id());

        Set<String> exported = new TreeSet<>();
        api.get("dev-admin", "/v1/subjects/" + trace.id() + "/export")
                .json()
                .path("records")
                .forEach(row -> exported.add(row.path("table").asString()));
        ApiResponse erased = api.send("DELETE", "dev-admin", "/v1/subjects/" + trace.id(), "", Map.of());

        assertThat(erased.status()).as(erased.text()).isEqualTo(204);
        assertThat(tablesContaining(trace.id())).isEmpty();
        assertThat(exported).as("the export shows what the erasure takes").containsAll(tables);
    }

    /** An id that is written with escapes must be found too. */
    @ParameterizedTest
    @EnumSource(names = {"NATIVE_NOT_JSON", "NATIVE_INVALID_PROPERTY", "CLOUD_EVENT_INVALID_SUBJECT", "OTHERS_EVENT"})
    void anEscapedIdIsErased(Trace trace) {
        String id = "staff/" + trace.id();
        String escaped = "\\u0073taff\\/" + trace.id();
        leave(trace, trace.requestBody(id).replace(id, escaped));
        assertThat(tablesContaining(trace.id())).isNotEmpty();

        api.send("POST", "dev-admin", "/v1/dsr", """
                {"subject_request_type":"erasure",
                 "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"%s"}]}
                """.formatted(id), Map.of());

        assertThat(tablesContaining(trace.id())).isEmpty();
    }

    /** An event of another person loses the id and nothing else. */
    @Test
    void anEventOfAnotherPersonKeepsItsOtherFields() {
        api.postEvents(List.of("""
                {"userId":"keeper","anonymousId":"leaver-7f3a","messageId":"m-1","type":"share","item":"mug",
                 "properties":{"with":["leaver-7f3a","somebody"],"note":"for leaver-7f3b"}}"""));
        api.send("DELETE", "dev-admin", "/v1/subjects/leaver-7f3a", "", Map.of());
        assertThat(jdbc.queryForObject("SELECT extra FROM journal WHERE user_id = 'keeper'", String.class))
                .isEqualTo("{\"properties\":{\"with\":[null,\"somebody\"],\"note\":\"for leaver-7f3b\"}}");
        assertThat(api.profile("keeper").path("eventsSeen").asInt()).isEqualTo(1);
    }

    /** A request whose id had to be erased is still found by it, and is not executed again. */
    @Test
    void anErasureRequestNamedAfterThePersonIsFoundByItsId() {
        String request = """
                {"subject_request_id":"erase-named-7f3a","subject_request_type":"erasure",
                 "subject_identities":[{"identity_type":"controller_customer_id","identity_value":"named-7f3a"}]}
                """;
        api.send("POST", "dev-admin", "/v1/dsr", request, Map.of());
        assertThat(tablesContaining("named-7f3a")).isEmpty();
        ApiResponse status = api.get("dev-admin", "/v1/dsr/erase-named-7f3a");
        assertThat(status.json().path("request_status").asString()).isEqualTo("completed");
        assertThat(status.json().path("subject_request_id").asString()).isEqualTo("erase-named-7f3a");
        String received = status.json().path("received_time").asString();
        assertThat(api.send("POST", "dev-admin", "/v1/dsr", request, Map.of())
                        .json()
                        .path("received_time")
                        .asString())
                .isEqualTo(received);
    }

    /** Invalid events that name an erased person in a field for ids are not stored again. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "NATIVE_INVALID",
                "NATIVE_INVALID_ANONYMOUS",
                "TRACKING_INVALID",
                "TRACKING_INVALID_ANONYMOUS",
                "CLOUD_EVENT_INVALID_SUBJECT",
                "CLOUD_EVENT_INVALID_EXTENSION",
                "CLOUD_EVENT_INVALID_DATA",
                "CLOUD_EVENT_INVALID_TRANSLATED"
            })
    void anInvalidEventAfterTheErasureIsNotStored(Trace trace) {
        String id = trace.id() + "-late";
        api.send("DELETE", "dev-admin", "/v1/subjects/" + id, "", Map.of());
        leave(trace, trace.requestBody(id));
        assertThat(tablesContaining(id)).isEmpty();
    }
}
