package io.portrait.model.fraud;

import io.portrait.kernel.LruMap;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.model.fraud.RiskModel.PaymentId;
import io.portrait.model.fraud.RiskModel.PendingLabel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Binary formats of the histories and pending labels of a {@link RiskModel}. */
final class RiskModelFormat {

    /** Card history: user | numbers. */
    static final LruMap.EntryFormat<UserId, CardHistory> CARD =
            new HistoryFormat<>(UserId::value, UserId::new, CardHistory::numbers, CardHistory::of);

    /** Terminal history: name | numbers. */
    static final LruMap.EntryFormat<String, TerminalHistory> TERMINAL =
            new HistoryFormat<>(name -> name, name -> name, TerminalHistory::numbers, TerminalHistory::of);

    /** History of a key: key | numbers. */
    private record HistoryFormat<K, V>(
            Function<K, String> keyToText,
            Function<String, K> textToKey,
            Function<V, LongStream> numbers,
            Function<LongStream, V> fromNumbers)
            implements LruMap.EntryFormat<K, V> {

        @Override
        public void write(K key, V history, DataOutput out) throws IOException {
            out.writeUTF(keyToText.apply(key));
            writeLongs(numbers.apply(history), out);
        }

        @Override
        public Map.Entry<K, V> read(DataInput in) throws IOException {
            return Map.entry(textToKey.apply(in.readUTF()), fromNumbers.apply(readLongs(in)));
        }
    }

    /** Pending label: card | payment id | whether the terminal is known | its name or "" | time | amount | features. */
    static final LruMap.EntryFormat<PaymentId, PendingLabel> PENDING_LABEL = new LruMap.EntryFormat<>() {

        @Override
        public void write(PaymentId id, PendingLabel pending, DataOutput out) throws IOException {
            CardPayment cardPayment = pending.cardPayment();
            out.writeUTF(id.card().value());
            out.writeUTF(id.id());
            out.writeBoolean(cardPayment.terminal().isPresent());
            out.writeUTF(cardPayment.terminal().orElse(""));
            out.writeLong(cardPayment.payment().atMicros());
            out.writeDouble(cardPayment.payment().amount());
            pending.features().write(out);
        }

        @Override
        public Map.Entry<PaymentId, PendingLabel> read(DataInput in) throws IOException {
            PaymentId id = new PaymentId(new UserId(in.readUTF()), in.readUTF());
            boolean hasTerminal = in.readBoolean();
            String terminal = in.readUTF();
            Payment payment = new Payment(in.readLong(), in.readDouble());
            CardPayment cardPayment = new CardPayment(
                    Optional.of(id.card()), Optional.of(terminal).filter(name -> hasTerminal), payment);
            return Map.entry(id, new PendingLabel(cardPayment, Vec.read(in)));
        }
    };

    private RiskModelFormat() {}

    private static void writeLongs(LongStream numbers, DataOutput out) throws IOException {
        long[] values = numbers.toArray();
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static LongStream readLongs(DataInput in) throws IOException {
        long[] values = new long[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return LongStream.of(values);
    }
}
