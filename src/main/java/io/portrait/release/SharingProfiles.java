package io.portrait.release;

import io.portrait.kernel.UserId;
import io.portrait.profile.Profile;
import io.portrait.profile.Profiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** The profiles of the persons who count in released statistics. */
@Component
class SharingProfiles {

    private static final int PAGE_SIZE = 500;

    private final Profiles profiles;
    private final JdbcSharingPersons sharingPersons;

    SharingProfiles(Profiles profiles, JdbcSharingPersons sharingPersons) {
        this.profiles = profiles;
        this.sharingPersons = sharingPersons;
    }

    /** Passes each of the profiles to a consumer, page by page, with decayed values as of a given time. */
    void forEach(Instant asOf, Consumer<Profile> consumer) {
        Optional<UserId> after = Optional.empty();
        List<Profile> page;
        do {
            page = profiles.page(after, asOf, PAGE_SIZE);
            Set<UserId> sharing =
                    sharingPersons.among(page.stream().map(Profile::user).toList());
            page.stream().filter(profile -> sharing.contains(profile.user())).forEach(consumer);
            after = page.isEmpty() ? after : Optional.of(page.getLast().user());
        } while (page.size() == PAGE_SIZE);
    }
}
