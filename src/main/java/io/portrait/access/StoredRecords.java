package io.portrait.access;

import io.portrait.ingest.Identities;
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
public class StoredRecords {

    private final List<PersonalData> stores;
    private final Identities identities;
    private final TransactionTemplate snapshot;

    StoredRecords(List<PersonalData> stores, Identities identities, PlatformTransactionManager transactionManager) {
        this.stores = stores;
        this.identities = identities;
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Hands the rows of all of a person's ids out one by one; none is kept in memory. */
    public void of(UserId user, PersonalData.Records records) {
        snapshot.executeWithoutResult(status -> export(user, records));
    }

    private void export(UserId user, PersonalData.Records records) {
        SortedSet<UserId> ids = identities.idsOf(identities.personOf(user));
        stores.forEach(store -> ids.forEach(id -> store.export(id, records)));
    }
}
