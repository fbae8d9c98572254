package io.portrait.access;

import io.portrait.kernel.PersonalData;
import io.portrait.kernel.UserId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that is stored about a person, as of one moment. */
@Component
public class StoredRecords {

    private final List<PersonalData> stores;
    private final TransactionTemplate snapshot;

    StoredRecords(List<PersonalData> stores, PlatformTransactionManager transactionManager) {
        this.stores = stores;
        this.snapshot = new TransactionTemplate(transactionManager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Hands the rows out one by one; none is kept in memory. */
    public void of(UserId user, PersonalData.Records records) {
        snapshot.executeWithoutResult(status -> stores.forEach(store -> store.export(user, records)));
    }
}
