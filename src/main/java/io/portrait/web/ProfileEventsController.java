package io.portrait.web;

import io.portrait.ingest.JournalEntry;
import io.portrait.ingest.JournalReader;
import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.model.feature.TopicWeight;
import io.portrait.profile.ProfileHistory;
import io.portrait.profile.Profiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of a person's stored events, with the interest weights inferred from each. */
@RestController
@Tag(name = "Profiles")
class ProfileEventsController {

    private static final int MAX_PAGE = 1_000;

    private final Profiles profiles;
    private final JournalReader journal;
    private final ProfileHistory history;
    private final RestrictionCheck restrictionCheck;

    ProfileEventsController(
            Profiles profiles, JournalReader journal, ProfileHistory history, RestrictionCheck restrictionCheck) {
        this.profiles = profiles;
        this.journal = journal;
        this.history = history;
        this.restrictionCheck = restrictionCheck;
    }

    @GetMapping("/v1/profiles/{userId}/events")
    @Bulkhead(RequestClass.BULK_READ)
    @AllowedRoles({KeyRole.INTERNAL, KeyRole.SUBJECT})
    @Operation(summary = "A user's events, newest first", description = "`next` is the `before` of the next page.")
    EventsResponse events(
            @PathVariable String userId,
            @RequestParam(defaultValue = Paging.FIRST_PAGE) long before,
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(hidden = true) @RequestAttribute(KeyAuthenticationFilter.CALLER_ATTRIBUTE) Caller caller) {
        UserId user = IdParameters.user(userId);
        restrictionCheck.requireUnrestricted(user, caller);
        Paging.requireLimit(limit, MAX_PAGE);
        List<JournalEntry> entries = journal.history(user, before, limit);
        Map<Long, List<TopicWeight>> topicWeights = history.topicWeights(entries);
        List<EventResponse> page = entries.stream()
                .map(entry -> EventResponse.of(entry, topicWeights.getOrDefault(entry.position(), List.of())))
                .toList();
        if (page.isEmpty() && profiles.find(user).isEmpty()) {
            throw ProblemException.profileNotFound();
        }
        return new EventsResponse(
                page, page.size() < limit ? null : page.getLast().position());
    }
}
