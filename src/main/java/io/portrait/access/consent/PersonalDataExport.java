package io.portrait.access.consent;

import io.portrait.ingest.IdentityGraph;
import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.util.List;
import java.util.SortedSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that is stored about a person, as of one moment. */
@Component
public class PersonalDataExport {

    private final List<PersonalData> stores;
    private final IdentityGraph identityGraph;
    private final TransactionTemplate snapshot;

    PersonalDataExport(
            List<PersonalData> stores, IdentityGraph identityGraph, PlatformTransactionManager transactionManager) {
        this.stores = stores;
        this.identityGraph = identityGraph;
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Hands the rows of all of a person's ids out one by one; none is kept in memory. */
    public void writeTo(UserId user, PersonalData.RecordSink records) {
        snapshot.executeWithoutResult(status -> exportAllIds(user, records));
    }

    private void exportAllIds(UserId user, PersonalData.RecordSink records) {
        SortedSet<UserId> ids = identityGraph.idsOf(identityGraph.personOf(user));
        stores.forEach(store -> ids.forEach(id -> store.export(id, records)));
    }
}
