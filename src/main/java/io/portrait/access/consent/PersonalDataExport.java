package io.portrait.access.consent;

import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The export of all stored data of a person, from one consistent snapshot of the database. */
@Component
public class PersonalDataExport {

    private final PersonalDataStores stores;
    private final IdentityGraph identityGraph;
    private final TransactionTemplate snapshot;

    PersonalDataExport(
            PersonalDataStores stores, IdentityGraph identityGraph, PlatformTransactionManager transactionManager) {
        this.stores = stores;
        this.identityGraph = identityGraph;
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Writes the rows of all ids of a person one by one, without buffering. */
    public void writeTo(UserId user, PersonalData.RecordSink records) {
        snapshot.executeWithoutResult(status -> exportAllIds(user, records));
    }

    private void exportAllIds(UserId user, PersonalData.RecordSink records) {
        stores.export(identityGraph.idsOf(identityGraph.personOf(user)), records);
    }
}
