package io.portrait.access.auth;

import io.portrait.access.audit.AuditEvent;
import io.portrait.access.audit.AuditLog;
import jakarta.annotation.PreDestroy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The counts of failed authentications by address, in periods of one minute. After each period they become entries of the audit
 * log: one for each of the addresses with most failures, and one for all others, so that an attacker cannot fill the log. An
 * address with too many failures in a period is throttled. In development mode no address is throttled.
 */
@Component
public class FailedAuthentications {

    private static final Logger log = LoggerFactory.getLogger(FailedAuthentications.class);
    private static final int MAX_ADDRESSES = 10_000;
    private static final int MAX_ENTRIES = 20;
    private static final String OTHERS = "other addresses";
    private static final int UNAUTHORIZED = 401;

    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final int limit;
    private volatile Map<String, Integer> counts = new ConcurrentHashMap<>();

    FailedAuthentications(
            AuditLog audit,
            PlatformTransactionManager transactionManager,
            AccessProperties properties,
            DevelopmentMode developmentMode) {
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactionManager);
        this.limit = developmentMode.isActive() ? 0 : properties.maxFailures();
    }

    /** Counts a failed authentication. */
    public void record(String address) {
        Map<String, Integer> current = counts;
        String name = current.size() < MAX_ADDRESSES || current.containsKey(address) ? address : OTHERS;
        current.merge(name, 1, Integer::sum);
    }

    /** A check whether an address has failed too often in this minute. */
    public boolean isThrottled(String address) {
        return limit > 0 && counts.getOrDefault(address, 0) >= limit;
    }

    /** Writes the counts of the past period to the audit log and begins a new period. */
    @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    @PreDestroy
    void endPeriod() {
        Map<String, Integer> ended = counts;
        counts = new ConcurrentHashMap<>();
        if (ended.isEmpty()) {
            return;
        }
        try {
            transactions.executeWithoutResult(status ->
                    entries(ended).forEach(entry -> audit.append(event(entry.getKey(), entry.getValue()))));
        } catch (DataAccessException | TransactionException e) {
            log.warn("Failed authentications of {} addresses could not be audited: {}", ended.size(), e.toString());
        }
    }

    private static List<Map.Entry<String, Integer>> entries(Map<String, Integer> ended) {
        List<Map.Entry<String, Integer>> sorted = ended.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (sorted.size() <= MAX_ENTRIES) {
            return sorted;
        }
        int others =
                sorted.stream().skip(MAX_ENTRIES).mapToInt(Map.Entry::getValue).sum();
        return Stream.concat(sorted.stream().limit(MAX_ENTRIES), Stream.of(Map.entry(OTHERS, others)))
                .toList();
    }

    private static AuditEvent event(String address, int count) {
        String action = "authentication-failed %d times from %s".formatted(count, address);
        return new AuditEvent("unknown", "none", action, null, "", UNAUTHORIZED);
    }
}
