package io.portrait.ingest;

import io.portrait.kernel.UserId;

/** Users are spread over a fixed number of shards; a shard's events are applied in order by one worker at a time. */
public final class Shard {

    /** How many; fixed with the schema. */
    public static final int COUNT = 8;

    private Shard() {}

    /** The shard of a user, 0 to {@code COUNT − 1}; the same on every JVM. */
    public static int of(UserId user) {
        int hash = user.value().hashCode() * 0x9E3779B9;
        return (hash >>> 16) & (COUNT - 1);
    }
}
