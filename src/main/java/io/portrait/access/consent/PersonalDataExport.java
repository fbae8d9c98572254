package io.portrait.access.consent;

import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.stereotype.Component;

/** The export of all stored data of a person, from one consistent snapshot of the database. */
@Component
public class PersonalDataExport {

    private final PersonalDataStores stores;
    private final IdentityGraph identityGraph;
    private final JdbcExportSnapshot snapshot;

    PersonalDataExport(PersonalDataStores stores, IdentityGraph identityGraph, JdbcExportSnapshot snapshot) {
        this.stores = stores;
        this.identityGraph = identityGraph;
        this.snapshot = snapshot;
    }

    /**
     * Writes the rows of all ids of a person one by one, without buffering. A connection of the database is in use until it
     * returns, so the rows must not be sent to a client, which may be slow.
     */
    public void writeTo(UserId user, PersonalData.RecordSink records) {
        snapshot.run(() -> exportAllIds(user, records));
    }

    private void exportAllIds(UserId user, PersonalData.RecordSink records) {
        stores.export(identityGraph.idsOf(identityGraph.personOf(user)), records);
    }
}
