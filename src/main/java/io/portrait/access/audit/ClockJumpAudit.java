package io.portrait.access.audit;

import io.portrait.kernel.Caller;
import io.portrait.kernel.ClockJump;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Audit entries of jumps of the system's clock: refused, ended, or accepted by the settings of a start. */
@Component
class ClockJumpAudit {

    private final AuditLog auditLog;
    private final TransactionOperations transactions;

    ClockJumpAudit(AuditLog auditLog, TransactionOperations transactions) {
        this.auditLog = auditLog;
        this.transactions = transactions;
    }

    @EventListener
    void append(ClockJump jump) {
        String action = "clock-jump-" + jump.decision().name().toLowerCase(Locale.ROOT);
        transactions.executeWithoutResult(
                status -> auditLog.append(AuditEvent.ofOperation(action, Caller.SERVICE, null)));
    }
}
