package io.portrait.model.nextitem;

import io.portrait.kernel.LruMap;
import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/** The learned state of a {@link NextItemModel}. Mutable; {@link NextItemLearner} changes it, all others read it. */
final class NextItemState {

    final NextItemConfig config;
    final ItemIndex itemIndex;
    final ItemStatistics statistics;
    final ExpertCounts globalCounts = new ExpertCounts();
    final Reranker reranker;

    final LruMap<UserId, UserSequence> userSequences;

    long interactionCount;

    NextItemState(NextItemConfig config) {
        this.config = config;
        this.itemIndex = new ItemIndex(config.capacity().items());
        this.statistics = new ItemStatistics(config);
        this.userSequences = new LruMap<>(config.capacity().users());
        this.reranker = new Reranker(config.reranker());
        globalCounts.fill(1);
    }

    Optional<UserSequence> sequence(UserId user) {
        return userSequences.get(user);
    }

    ScoringContext context(ScoringRequest request) {
        return context(request.user(), request.allowRepeats());
    }

    ScoringContext context(Optional<UserId> user, boolean allowRepeats) {
        return context(user.flatMap(this::sequence).orElseGet(() -> new UserSequence(config.capacity())), allowRepeats);
    }

    ScoringContext context(UserSequence sequence, boolean allowRepeats) {
        BitSet excluded = (BitSet) itemIndex.freeIndexes().clone();
        if (!allowRepeats) {
            Arrays.stream(sequence.distinctItems()).forEach(excluded::set);
        }
        return new ScoringContext(
                sequence.history(),
                excluded,
                itemIndex.upperBound(),
                sequence.expertCounts,
                globalCounts,
                sequence.logitWeights);
    }

    /**
     * Writes the state.
     *
     * <pre>
     *  interaction count | global expert counts | global re-ranker weights
     *  item index   upper bound | n, then n × (item | index), least recently used first
     *  statistics   steps | current weight | popularity | recent popularity | topics | transitions | sequential rules
     *               | sequential neighbors | co-occurrences
     *  users        n, then n × (user | interaction count | history | distinct items | expert counts | logit weights),
     *               least recently active first
     * </pre>
     */
    void write(DataOutput out) throws IOException {
        out.writeLong(interactionCount);
        globalCounts.write(out);
        reranker.write(out);
        itemIndex.write(out);
        statistics.write(out);
        out.writeInt(userSequences.size());
        for (Map.Entry<UserId, UserSequence> entry : userSequences.entries()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    void read(DataInput in) throws IOException {
        interactionCount = in.readLong();
        globalCounts.read(in);
        reranker.read(in);
        itemIndex.read(in);
        statistics.read(in);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            UserId user = new UserId(in.readUTF());
            UserSequence sequence = new UserSequence(config.capacity());
            sequence.read(in);
            userSequences.put(user, sequence);
        }
    }
}
