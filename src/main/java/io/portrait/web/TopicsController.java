package io.portrait.web;

import io.portrait.access.KeyKind;
import io.portrait.catalog.Catalogue;
import io.portrait.kernel.Topic;
import io.portrait.release.CatalogueVersion;
import io.portrait.release.TopicCatalogues;
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

/** The topics in use, and the public catalogue of those that outside readers see. */
@RestController
@Tag(name = "Catalogue")
class TopicsController {

    private final Catalogue catalogue;
    private final TopicCatalogues released;

    TopicsController(Catalogue catalogue, TopicCatalogues released) {
        this.catalogue = catalogue;
        this.released = released;
    }

    @GetMapping("/v1/topics")
    @Allow({KeyKind.WRITE, KeyKind.PARTNER, KeyKind.PUBLIC, KeyKind.INTERNAL, KeyKind.ADMIN})
    @Operation(summary = "The topics, and the newest version of the public catalogue")
    TopicsAnswer topics() {
        CatalogueVersion latest = released.latest();
        Set<Topic> exposed = Set.copyOf(latest.topics());
        return new TopicsAnswer(
                VersionAnswer.of(latest),
                catalogue.topics().stream()
                        .map(topic -> new TopicAnswer(topic.path(), exposed.contains(topic)))
                        .toList());
    }

    @PostMapping("/v1/topics/versions")
    @Allow(KeyKind.ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Freeze the next version of the public catalogue",
            description = "Without a body all first-level topics are exposed. A version keeps the topics of the one"
                    + " before; it takes effect with the next epoch, so released values never change.")
    VersionAnswer freeze(@RequestBody(required = false) @Nullable FreezeRequest request) {
        try {
            return VersionAnswer.of(released.freeze(wanted(request)));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("invalid-topics", String.valueOf(e.getMessage()));
        }
    }

    private Collection<Topic> wanted(@Nullable FreezeRequest request) {
        if (request != null && request.topics() != null) {
            return requireKnown(request.topics().stream().map(Topic::new).toList());
        }
        return catalogue.topics().stream().filter(Topic::isFirstLevel).collect(Collectors.toSet());
    }

    private List<Topic> requireKnown(List<Topic> topics) {
        Set<Topic> known = catalogue.topics();
        for (Topic topic : topics) {
            if (!known.contains(topic)) {
                throw new IllegalArgumentException("no item has the topic '%s'".formatted(topic));
            }
        }
        return topics;
    }

    record FreezeRequest(@Nullable List<String> topics) {}

    record TopicsAnswer(VersionAnswer catalogue, List<TopicAnswer> topics) {}

    record TopicAnswer(String topic, boolean exposed) {}

    record VersionAnswer(int version, long effectiveEpoch, Instant frozenAt, List<String> topics) {

        static VersionAnswer of(CatalogueVersion version) {
            return new VersionAnswer(
                    version.version(),
                    version.effectiveEpoch(),
                    version.frozenAt(),
                    version.topics().stream().map(Topic::path).toList());
        }
    }
}
