package io.portrait.web;

import io.portrait.catalog.Catalog;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.Topic;
import io.portrait.release.PublicTopicCatalog;
import io.portrait.release.TopicCatalogVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of topics and of the public topic catalog, whose topics outside readers see. */
@RestController
@Tag(name = "Catalog")
class TopicsController {

    private final Catalog catalog;
    private final PublicTopicCatalog topicCatalogs;

    TopicsController(Catalog catalog, PublicTopicCatalog topicCatalogs) {
        this.catalog = catalog;
        this.topicCatalogs = topicCatalogs;
    }

    @GetMapping("/v1/topics")
    @AllowedRoles({KeyRole.WRITE, KeyRole.PARTNER, KeyRole.PUBLIC, KeyRole.INTERNAL, KeyRole.ADMIN})
    @Operation(summary = "All topics, and the newest version of the public topic catalog")
    TopicsResponse topics() {
        TopicCatalogVersion latest = topicCatalogs.latest();
        Set<Topic> exposed = Set.copyOf(latest.topics());
        return new TopicsResponse(
                TopicCatalogResponse.of(latest),
                catalog.topics().stream()
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
    TopicCatalogResponse freeze(@RequestBody(required = false) @Nullable FreezeTopicsRequest request) {
        try {
            return TopicCatalogResponse.of(topicCatalogs.freeze(requestedTopics(request)));
        } catch (IllegalArgumentException e) {
            throw ProblemCode.INVALID_TOPICS.problem(String.valueOf(e.getMessage()));
        }
    }

    private Collection<Topic> requestedTopics(@Nullable FreezeTopicsRequest request) {
        if (request != null && request.topics() != null) {
            return requireKnown(request.topics().stream().map(Topic::new).toList());
        }
        return catalog.topics().stream().filter(Topic::isFirstLevel).collect(Collectors.toSet());
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
