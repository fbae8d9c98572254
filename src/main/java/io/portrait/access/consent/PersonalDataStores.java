package io.portrait.access.consent;

import io.portrait.ingest.EventMentions;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.PersonalData.RecordSink;
import io.portrait.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All personal data of the service: the rows of the person in every module, and the mentions of the person elsewhere. */
@Component
class PersonalDataStores {

    private final List<PersonalData> stores;
    private final EventMentions mentions;

    PersonalDataStores(List<PersonalData> stores, EventMentions mentions) {
        this.stores = stores;
        this.mentions = mentions;
    }

    /** Removes the mentions; it reads whole tables and must not run in the transaction of an erasure. */
    void removeMentions(Collection<UserId> ids) {
        mentions.remove(Set.copyOf(ids));
    }

    /** Deletes the rows within the running transaction, in the order of locks. */
    void erase(Collection<UserId> ids) {
        stores.forEach(store -> ids.forEach(store::erase));
    }

    /** Exports rows and mentions within the running transaction. */
    void export(Collection<UserId> ids, RecordSink records) {
        stores.forEach(store -> ids.forEach(id -> store.export(id, records)));
        mentions.export(Set.copyOf(ids), records);
    }
}
