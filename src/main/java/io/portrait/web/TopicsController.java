package io.portrait.web;

import io.portrait.catalog.Catalog;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import io.portrait.release.PublicTopicCatalog;
import io.portrait.release.TopicCatalogVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of topics and of the public topic catalog, whose topics outside readers see. */
@RestController
@Tag(name = "Catalog")
class TopicsController {

    private static final Set<KeyRole> ALL_TOPICS_ROLES = Set.of(KeyRole.CATALOGUE, KeyRole.INTERNAL, KeyRole.ADMIN);

    private final Catalog catalog;
    private final PublicTopicCatalog topicCatalogs;
    private final JsonMapper json;

    TopicsController(Catalog catalog, PublicTopicCatalog topicCatalogs, JsonMapper json) {
        this.catalog = catalog;
        this.topicCatalogs = topicCatalogs;
        this.json = json;
    }

    @GetMapping("/v1/topics")
    @AllowedRoles({KeyRole.CATALOGUE, KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(
            summary = "The newest version of the public topic catalog, and all topics",
            description =
                    "All topics for `catalogue`, `internal` and `admin` keys. Other keys get the topics of the public topic"
                            + " catalog only, because a topic in use may tell about the person who used it first.")
    TopicsResponse topics(
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        TopicCatalogVersion latest = topicCatalogs.latest();
        Set<Topic> exposed = Set.copyOf(latest.topics());
        Collection<Topic> visible = ALL_TOPICS_ROLES.contains(caller.role()) ? catalog.topics() : latest.topics();
        return new TopicsResponse(
                TopicCatalogResponse.of(latest),
                visible.stream()
                        .map(topic -> new TopicResponse(topic.path(), exposed.contains(topic)))
                        .toList());
    }

    @PostMapping("/v1/topics/versions")
    @AllowedRoles(KeyRole.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create the next version of the public topic catalog",
            description =
                    "Without a body it has all first-level topics. A version contains the topics of the version before."
                            + " It takes effect with the next epoch, so released values never change.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = FreezeTopicsRequest.class)))
    TopicCatalogResponse freeze(@RequestBody(required = false) @Nullable JsonNode body) {
        try {
            return TopicCatalogResponse.of(topicCatalogs.freeze(requestedTopics(body)));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.INVALID_TOPICS.problem(String.valueOf(e.getMessage()));
        }
    }

    @DeleteMapping("/v1/topics")
    @AllowedRoles(KeyRole.ADMIN)
    @Operation(
            summary = "Delete a topic, or all unused topics",
            description = "Deletes the given topic, or with `unused=true` all topics that no item has. Topics of the"
                    + " public topic catalog stay, because released values refer to them.")
    @ApiResponse(responseCode = "200", description = "the deleted topics")
    @ApiResponse(responseCode = "400", description = "`invalid-topic`")
    @ApiResponse(responseCode = "404", description = "`topic-not-found`")
    @ApiResponse(responseCode = "409", description = "`topic-in-use`")
    DeletedTopicsResponse delete(
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(defaultValue = "false") boolean unused) {
        Set<Topic> candidates = topic == null && unused ? catalog.topics() : Set.of(requireTopic(topic));
        Set<Topic> deleted = catalog.deleteUnusedTopics(withoutPublic(candidates));
        if (topic != null && deleted.isEmpty()) {
            throw ProblemCode.TOPIC_IN_USE.problem("an item has the topic '%s', or it is public".formatted(topic));
        }
        return new DeletedTopicsResponse(
                deleted.stream().map(Topic::path).sorted().toList());
    }

    private Topic requireTopic(@Nullable String path) {
        if (path == null) {
            throw ProblemCode.INVALID_TOPIC.problem("the query must have a topic, or unused=true");
        }
        Topic topic = IdParameters.topic(path);
        if (!catalog.topics().contains(topic)) {
            throw ProblemCode.TOPIC_NOT_FOUND.problem("there is no topic '%s'".formatted(topic));
        }
        return topic;
    }

    private Set<Topic> withoutPublic(Set<Topic> candidates) {
        Set<Topic> deletable = new TreeSet<>(candidates);
        topicCatalogs.latest().topics().forEach(deletable::remove);
        return deletable;
    }

    /**
     * The topics to freeze. Only a request without a body asks for all of them: a version cannot be taken back, so null, or a
     * body without topics, is taken for a mistake.
     */
    private Collection<Topic> requestedTopics(@Nullable JsonNode body) {
        if (body == null) {
            return catalog.topics().stream().filter(Topic::isFirstLevel).collect(Collectors.toSet());
        }
        List<String> topics = parse(body).topics();
        if (topics == null) {
            throw new IllegalArgumentException(
                    "the body must have an array \"topics\"; send no body to freeze all topics");
        }
        return requireKnown(topics.stream().map(Topic::new).toList());
    }

    private FreezeTopicsRequest parse(JsonNode body) {
        if (!body.isObject()) {
            throw new IllegalArgumentException("the body must be an object with an array \"topics\"");
        }
        try {
            return json.treeToValue(body, FreezeTopicsRequest.class);
        } catch (JacksonException e) {
            throw ProblemAdvice.invalidBody(e);
        }
    }

    private List<Topic> requireKnown(List<Topic> topics) {
        Set<Topic> known = catalog.topics();
        for (Topic topic : topics) {
            if (!known.contains(topic)) {
                throw new IllegalArgumentException("no item has the topic '%s'".formatted(topic));
            }
        }
        return topics;
    }

    record DeletedTopicsResponse(List<String> deleted) {}

    record FreezeTopicsRequest(@Nullable List<String> topics) {}

    record TopicsResponse(TopicCatalogResponse catalog, List<TopicResponse> topics) {}

    record TopicResponse(String topic, boolean exposed) {}

    record TopicCatalogResponse(int version, long effectiveEpoch, Instant frozenAt, List<String> topics) {

        static TopicCatalogResponse of(TopicCatalogVersion version) {
            return new TopicCatalogResponse(
                    version.version(),
                    version.effectiveEpoch(),
                    version.frozenAt(),
                    version.topics().stream().map(Topic::path).toList());
        }
    }
}
