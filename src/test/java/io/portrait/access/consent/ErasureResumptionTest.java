package io.portrait.access.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portrait.kernel.Caller;
import io.portrait.kernel.KeyRole;
import io.portrait.kernel.UserId;
import io.portrait.support.ApiClient;
import io.portrait.support.DatabaseTextSearch;
import io.portrait.support.PortraitTest;
import io.portrait.support.TestTimeouts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests of an erasure that is interrupted between its two transactions. */
@PortraitTest
class ErasureResumptionTest {

    private static final Caller ADMIN = new Caller("dev-admin", KeyRole.ADMIN);

    @Autowired
    private ApiClient api;

    @Autowired
    private Erasures erasures;

    @Autowired
    private Consents consents;

    @Autowired
    private SubjectRequests requests;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    @Test
    void completesAnErasureThatWasBegunAndInterrupted() {
        UserId user = new UserId("begun-7f3a");
        api.postEvents(List.of("{\"userId\":\"begun-7f3a\",\"messageId\":\"1\",\"type\":\"click\"}"));

        inTransaction(status -> {
            assertThat(erasures.begin("first", user, ADMIN)).isEqualTo("first");
            assertThat(erasures.begin("second", user, ADMIN))
                    .as("a second request joins the first")
                    .isEqualTo("first");
        });

        assertThat(api.postEventsAsOwner(List.of("{\"userId\":\"begun-7f3a\",\"messageId\":\"2\",\"type\":\"click\"}"))
                        .json()
                        .at("/receipts/0/code")
                        .asString())
                .isEqualTo("subject-erased");
        await().atMost(TestTimeouts.STATE)
                .until(() -> requests.find("first").orElseThrow().isDone());
        assertThat(new DatabaseTextSearch(jdbc).tablesContaining("begun-7f3a")).isEmpty();
    }

    @Test
    void rejectsConsentWhileTheErasureIsPending() {
        UserId user = new UserId("soon-7f3a");
        inTransaction(status -> {
            erasures.begin("third", user, ADMIN);
            assertThatThrownBy(() -> consents.change(user, ConsentChange.of(Map.of(ConsentPurpose.ADS, true)), ADMIN))
                    .isInstanceOf(SubjectErasedException.class);
            status.setRollbackOnly();
        });
    }

    private void inTransaction(Consumer<TransactionStatus> steps) {
        new TransactionTemplate(transactionManager).executeWithoutResult(steps);
    }
}
