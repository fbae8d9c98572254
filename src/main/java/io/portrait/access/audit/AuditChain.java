package io.portrait.access.audit;

import io.portrait.kernel.Digests;
import io.portrait.kernel.KeyDerivation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The hash chain of the audit log: hash = HMAC-SHA256(key, previous hash ‖ entry), each string with its length. The
 * hash is keyed because an attacker who can change rows could otherwise recompute the chain.
 */
final class AuditChain {

    private final byte[] key;

    AuditChain(KeyDerivation secrets) {
        this.key = secrets.derive("audit");
    }

    /**
     * The two ends of the log.
     *
     * @param prunedThrough number of the last deleted entry; 0 if none was deleted
     * @param prunedHash hash of that entry; empty if none was deleted
     * @param lastNumber number of the newest entry
     * @param lastHash hash of the newest entry
     */
    record ChainEnds(long prunedThrough, String prunedHash, long lastNumber, String lastHash) {}

    /** The hash of an entry, in hexadecimal digits; the field {@link AuditEntry#hash} is ignored. */
    String hash(String previousHash, AuditEntry entry) {
        return hmac(out -> {
            out.writeUTF(previousHash);
            out.writeLong(entry.number());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
            out.writeUTF(entry.actor());
            out.writeUTF(entry.audience());
            out.writeUTF(entry.action());
            out.writeUTF(Objects.requireNonNullElse(entry.subject(), ""));
            out.writeUTF(entry.release());
            out.writeInt(entry.result());
        });
    }

    /** The hash of the row that stores the ends of the log, in hexadecimal digits. */
    String hash(ChainEnds ends) {
        return hmac(out -> {
            out.writeUTF("ends");
            out.writeLong(ends.prunedThrough());
            out.writeUTF(ends.prunedHash());
            out.writeLong(ends.lastNumber());
            out.writeUTF(ends.lastHash());
        });
    }

    private interface FieldWriter {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private String hmac(FieldWriter fields) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            fields.writeTo(new DataOutputStream(bytes));
            return HexFormat.of().formatHex(Digests.hmacSha256(key, bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }
}
