package io.portrait.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.portrait.ingest.EventOutcome.LinkResult;
import io.portrait.ingest.IdentityResolver.JournalPosition;
import io.portrait.ingest.IdentityResolver.LinkRules;
import io.portrait.kernel.MessageId;
import io.portrait.kernel.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules by which ids are linked within one append. */
class IdentityResolverTest {

    private static final UserId ADA = new UserId("ada");
    private static final UserId BROWSER = new UserId("browser");

    private long position;

    private static IdentityResolver resolver(boolean clientsLink, Map<UserId, Boolean> anonymousOnly) {
        return new IdentityResolver(new LinkRules(3, clientsLink), new HashMap<>(), new HashMap<>(anonymousOnly), true);
    }

    private static Event event(UserId user, EventPayload payload, boolean anonymous) {
        return new Event(
                user, new MessageId("m"), Instant.EPOCH, payload, null, Event.Origin.UNKNOWN, null, anonymous, null);
    }

    private static EventPayload identify(UserId anonymousId) {
        return new EventPayload.Identify(new Traits(Collections.emptySortedMap()), anonymousId);
    }

    private String link(IdentityResolver resolver, EventPayload payload, LinkAuthority authority) {
        ParsedEvent.Valid valid = new ParsedEvent.Valid(event(ADA, payload, false)).withAuthority(authority);
        return switch (resolver.apply(valid, next()).orElseThrow()) {
            case LinkResult.Linked() -> "linked";
            case LinkResult.NotLinked(var reason) -> reason.code();
        };
    }

    private JournalPosition next() {
        return new JournalPosition(++position, 7);
    }

    @Test
    void clientsLinkNothingIfTheOwnerSaysSo() {
        Map<UserId, Boolean> seen = Map.of(BROWSER, true);
        EventPayload alias = new EventPayload.Alias(BROWSER);
        assertThat(link(resolver(false, seen), alias, LinkAuthority.CLIENT)).isEqualTo("owner-required");
        assertThat(link(resolver(false, seen), alias, LinkAuthority.ASSERTED)).isEqualTo("linked");
        assertThat(link(resolver(false, seen), alias, LinkAuthority.OWNER)).isEqualTo("linked");
        assertThat(link(resolver(true, seen), alias, LinkAuthority.CLIENT)).isEqualTo("linked");
    }

    @Test
    void onlyTheOwnerLinksAnIdThatIsKnownOrWasNeverSeen() {
        for (LinkAuthority authority : new LinkAuthority[] {LinkAuthority.CLIENT, LinkAuthority.ASSERTED}) {
            assertThat(link(resolver(true, Map.of()), new EventPayload.Alias(BROWSER), authority))
                    .isEqualTo("unknown-id");
            assertThat(link(resolver(true, Map.of(BROWSER, false)), identify(BROWSER), authority))
                    .isEqualTo("known-id");
        }
        assertThat(link(resolver(true, Map.of()), new EventPayload.Alias(BROWSER), LinkAuthority.OWNER))
                .isEqualTo("linked");
    }

    @Test
    void anIdThatIsSeenAsAUserIdInTheSameGroupIsKnown() {
        IdentityResolver resolver = resolver(true, Map.of(BROWSER, true));
        resolver.apply(new ParsedEvent.Valid(event(BROWSER, new EventPayload.Click(), false)), next());
        assertThat(link(resolver, identify(BROWSER), LinkAuthority.CLIENT)).isEqualTo("known-id");
    }

    @Test
    void aLinkOfAClientEndsAtTheFirstEventWithTheIdAsUserId() {
        IdentityResolver resolver = resolver(true, Map.of(BROWSER, true));
        link(resolver, identify(BROWSER), LinkAuthority.CLIENT);
        assertThat(resolver.endsUnconfirmedLink(event(BROWSER, new EventPayload.Click(), true)))
                .isFalse();
        assertThat(resolver.endsUnconfirmedLink(event(BROWSER, new EventPayload.Click(), false)))
                .isTrue();
        resolver.becomeUserId(BROWSER, next());
        assertThat(resolver.personOf(BROWSER)).isEqualTo(BROWSER);
        assertThat(resolver.changes()).hasSize(2);
    }

    @Test
    void aLinkThatTheOwnerConfirmsStays() {
        IdentityResolver resolver = resolver(true, Map.of(BROWSER, true));
        link(resolver, identify(BROWSER), LinkAuthority.CLIENT);
        link(resolver, new EventPayload.Merge(BROWSER), LinkAuthority.OWNER);
        assertThat(resolver.endsUnconfirmedLink(event(BROWSER, new EventPayload.Click(), false)))
                .isFalse();
    }

    @Test
    void aPersonHasALimitedNumberOfIds() {
        IdentityResolver resolver = resolver(true, Map.of());
        assertThat(link(resolver, new EventPayload.Merge(new UserId("a")), LinkAuthority.OWNER))
                .isEqualTo("linked");
        assertThat(link(resolver, new EventPayload.Merge(new UserId("b")), LinkAuthority.OWNER))
                .isEqualTo("linked");
        assertThat(link(resolver, new EventPayload.Merge(new UserId("c")), LinkAuthority.OWNER))
                .isEqualTo("too-many-ids");
    }
}
