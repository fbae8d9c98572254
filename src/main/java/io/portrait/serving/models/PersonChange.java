package io.portrait.serving.models;

import io.portrait.ingest.JournalEntry;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A merge or split of identities, with all that the models need to move what they hold of single persons.
 *
 * @param position the journal position from which it holds
 * @param person the person that gained or lost an id
 * @param other the person that the id belonged to before a merge, or belongs to after a split
 * @param entries the last entries of both before the change, in order for each, under the persons after it; empty if a model
 *     knows one of them at most
 */
record PersonChange(long position, UserId person, UserId other, boolean isMerge, List<JournalEntry> entries) {

    /** The effect on what a model holds of the two persons. */
    enum Effect {
        /** The model holds nothing that moves. */
        NONE,
        /** The model holds something of the other person alone, which moves as it is. */
        RENAME,
        /** The model holds something of both, which is learned again from their entries. */
        REBUILD
    }

    PersonChange {
        entries = List.copyOf(entries);
    }

    /** The effect on a model that knows some users. */
    Effect effectOn(Predicate<UserId> isKnown) {
        boolean moves = isKnown.test(isMerge ? other : person);
        return !moves ? Effect.NONE : isMerge && !isKnown.test(person) ? Effect.RENAME : Effect.REBUILD;
    }

    Set<UserId> persons() {
        return Set.of(person, other);
    }
}
