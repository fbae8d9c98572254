package io.portrait.risk;

import io.portrait.feature.CardHistory;
import io.portrait.feature.Payment;
import io.portrait.feature.TerminalHistory;
import io.portrait.kernel.UserId;
import io.portrait.kernel.Vec;
import io.portrait.risk.RiskModel.PaymentId;
import io.portrait.risk.RiskModel.Unlabelled;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/** How histories and payments without a label are written, number for number. */
final class RiskBytes {

    /** A card: user | numbers. */
    static final Kept.Form<UserId, CardHistory> CARD =
            new History<>(UserId::value, UserId::new, CardHistory::numbers, CardHistory::of);

    /** A terminal: name | numbers. */
    static final Kept.Form<String, TerminalHistory> TERMINAL =
            new History<>(name -> name, name -> name, TerminalHistory::numbers, TerminalHistory::of);

    /** A history: whose | numbers. */
    private record History<K, V>(
            Function<K, String> name,
            Function<String, K> named,
            Function<V, LongStream> numbers,
            Function<LongStream, V> ofNumbers)
            implements Kept.Form<K, V> {

        @Override
        public void write(K whose, V history, DataOutput out) throws IOException {
            out.writeUTF(name.apply(whose));
            writeLongs(numbers.apply(history), out);
        }

        @Override
        public Map.Entry<K, V> read(DataInput in) throws IOException {
            return Map.entry(named.apply(in.readUTF()), ofNumbers.apply(readLongs(in)));
        }
    }

    /** A payment: card | id | whether the terminal is known, and its name | when | amount | features. */
    static final Kept.Form<PaymentId, Unlabelled> UNLABELLED = new Kept.Form<>() {

        @Override
        public void write(PaymentId id, Unlabelled paid, DataOutput out) throws IOException {
            Transfer transfer = paid.transfer();
            out.writeUTF(id.card().value());
            out.writeUTF(id.id());
            out.writeBoolean(transfer.terminal().isPresent());
            out.writeUTF(transfer.terminal().orElse(""));
            out.writeLong(transfer.payment().atMicros());
            out.writeDouble(transfer.payment().amount());
            paid.features().write(out);
        }

        @Override
        public Map.Entry<PaymentId, Unlabelled> read(DataInput in) throws IOException {
            PaymentId id = new PaymentId(new UserId(in.readUTF()), in.readUTF());
            boolean hasTerminal = in.readBoolean();
            String terminal = in.readUTF();
            Payment payment = new Payment(in.readLong(), in.readDouble());
            Transfer transfer =
                    new Transfer(Optional.of(id.card()), Optional.of(terminal).filter(at -> hasTerminal), payment);
            return Map.entry(id, new Unlabelled(transfer, Vec.read(in)));
        }
    };

    private RiskBytes() {}

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
