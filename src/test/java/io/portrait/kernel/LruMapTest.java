package io.portrait.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LruMapTest {

    private static final LruMap.EntryFormat<String, Integer> FORMAT = new LruMap.EntryFormat<>() {
        @Override
        public void write(String key, Integer value, DataOutput out) throws IOException {
            out.writeUTF(key);
            out.writeInt(value);
        }

        @Override
        public Map.Entry<String, Integer> read(DataInput in) throws IOException {
            return Map.entry(in.readUTF(), in.readInt());
        }
    };

    private final List<Integer> evicted = new ArrayList<>();
    private final LruMap<String, Integer> map = new LruMap<>(2, evicted::add);

    @Test
    void evictsTheLeastRecentlyWrittenEntry() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("a", 3);
        map.put("c", 4);
        assertThat(map.entries()).containsExactly(Map.entry("a", 3), Map.entry("c", 4));
        assertThat(evicted).containsExactly(2);
    }

    @Test
    void keepsTheOrderOnReadsAndReplacements() {
        map.put("a", 1);
        map.put("b", 2);
        assertThat(map.get("a")).contains(1);
        assertThat(map.contains("a")).isTrue();
        map.replace("a", 7);
        map.replace("absent", 8);
        map.put("c", 3);
        assertThat(evicted).containsExactly(7);
        assertThat(map.size()).isEqualTo(2);
    }

    @Test
    void createsAValueOnceAndMovesItToTheEnd() {
        assertThat(map.getOrCreate("a", key -> 1)).isEqualTo(1);
        map.put("b", 2);
        assertThat(map.getOrCreate("a", key -> 9)).isEqualTo(1);
        assertThat(map.getOrCreate("c", key -> 3)).isEqualTo(3);
        assertThat(map.entries()).extracting(Map.Entry::getKey).containsExactly("a", "c");
    }

    @Test
    void removesWithoutTheEvictionCallback() {
        map.put("a", 1);
        map.put("b", 2);
        assertThat(map.remove("b")).contains(2);
        assertThat(map.removeEldest()).contains(1);
        assertThat(map.removeEldest()).isEmpty();
        assertThat(evicted).isEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        map.put("b", 2);
        map.put("a", 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        map.write(FORMAT, new DataOutputStream(bytes));
        LruMap<String, Integer> copy = new LruMap<>(2);
        copy.read(FORMAT, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(List.copyOf(copy.entries())).isEqualTo(List.copyOf(map.entries()));
    }

    @Test
    void rejectsACapacityBelow1() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LruMap<String, String>(0));
    }
}
