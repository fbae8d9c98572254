package io.portrait.ingest;

import io.portrait.kernel.UserId;

/** The partition of users into a fixed number of shards; one worker at a time applies the events of a shard, in order. */
public final class Shard {

    /** The number of shards; part of the database schema. */
    public static final int COUNT = 8;

    private Shard() {}

    /** The shard of a user, 0 to {@code COUNT − 1}; the same on every JVM. */
    public static int of(UserId user) {
        int hash = user.value().hashCode() * 0x9E3779B9;
        return (hash >>> 16) & (COUNT - 1);
    }
}
