package io.portrait.nextitem;

import io.portrait.kernel.ItemId;
import io.portrait.kernel.Topic;
import io.portrait.kernel.UserId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What each user may turn to next: a mixture of experts p(item) = Σ w(user, e) · p(e, item), whose weights are learned
 * by online EM with a Dirichlet prior from everybody's weights; the likeliest items then share their common chance anew by a
 * conditional logit with weights of the user's own ({@link SecondLook}). Its state is a function of its configuration and of the
 * choices in their order, bit for bit: asking changes nothing.
 *
 * <p><b>Mutable</b>: there is one owner, who sees to it that nobody asks while it learns. Those who ask may be many.
 *
 * <p>A user who is not known has everybody's weights and no history, and so what is popular. Learning costs
 * O(span · neighbours), asking O(items + span · neighbours).
 */
public final class NextItemModel {

    /** The version of the bytes; it rises when they change meaning. */
    public static final int LAYOUT_VERSION = 3;

    /** Items are forgotten by this part of all: to take them out of everything costs a walk through everything. */
    private static final int FORGOTTEN_PART = 16;

    /** What is typical is computed again after this part of all choices; of less than a thousand, after each. */
    private static final int TYPICAL_FOR = 1_000;

    private static final Typical NOT_COMPUTED = new Typical(-1, new double[0]);

    private final NextItemConfig config;
    private final Places places;
    private final SequencedMap<UserId, Person> persons = new LinkedHashMap<>();
    private final Tables tables;
    private final Panel panel;
    private final Explanation explanation;
    private final Credit shared = new Credit();
    private final SecondLook secondLook;
    private final Queue<Board> boards = new ConcurrentLinkedQueue<>();
    private long choices;
    private volatile Typical typical = NOT_COMPUTED;

    /** A model that has learned nothing. */
    public NextItemModel(NextItemConfig config) {
        this.config = config;
        this.places = new Places(config.bounds().items());
        this.tables = new Tables(config);
        this.panel = new Panel(tables, config);
        this.secondLook = new SecondLook(config.rescoring());
        this.explanation = new Explanation(tables, panel, places);
        shared.giveEach(1);
    }

    /** What its bytes belong to: the layout and the configuration, as one text. */
    public String fingerprint() {
        return "layout %d, %s".formatted(LAYOUT_VERSION, config);
    }

    /** How many choices it has learned. */
    public long choices() {
        return choices;
    }

    /** How many users it knows. */
    public int users() {
        return persons.size();
    }

    /** How many items it knows. */
    public int items() {
        return places.size();
    }

    /** The item that a user chose last. */
    public Optional<ItemId> last(UserId user) {
        return Optional.ofNullable(persons.get(user))
                .filter(person -> person.history().length > 0)
                .map(person -> places.item(person.history()[0]));
    }

    /** The last items of a user, the newest first. */
    public List<ItemId> history(UserId user) {
        return Optional.ofNullable(persons.get(user)).stream()
                .flatMapToInt(person -> Arrays.stream(person.history()))
                .mapToObj(place -> Objects.requireNonNull(places.item(place)))
                .toList();
    }

    /** What an item is about, as the choices told; nothing for an item that is not known. */
    public List<Topic> topics(ItemId item) {
        return places.find(item).map(tables.shelves::topicsOf).orElse(List.of());
    }

    /** Whether a user has chosen anything. */
    public boolean knows(UserId user) {
        return persons.containsKey(user);
    }

    /** Whether a user has chosen an item before, as far back as is kept. */
    public boolean hasChosen(UserId user, ItemId item) {
        Person person = persons.get(user);
        return person != null && places.find(item).filter(person::hasChosen).isPresent();
    }

    /** How much each expert is believed for a user. They add up to 1. */
    public Map<Expert, Double> weights(UserId user) {
        return ask(question(user, true), (question, opinions) -> weights(opinions));
    }

    /**
     * What a user may turn to next, the most probable first.
     *
     * @param user nobody, for what is expected of one who is not known
     * @param repeats whether it may be something that the user has chosen before
     */
    public Suggested suggest(Optional<UserId> user, boolean repeats, int limit) {
        return ask(question(person(user), repeats), (question, opinions) -> {
            double[] chances = secondLook.chances(question, opinions);
            int[] best = new Best(chances, question::allows, limit).places();
            return new Suggested(
                    Arrays.stream(best)
                            .mapToObj(place -> suggestion(place, chances[place], List.of()))
                            .toList(),
                    new Voices(
                            opinions.weights(),
                            config.mixing().prior() + question.own().total(),
                            Arrays.stream(best)
                                    .mapToObj(place -> opinions.shares(place, chances[place]))
                                    .toList()));
        });
    }

    /** The probabilities of some items with the reasons for them, in the order given; unknown items are left out. */
    public List<Suggestion> explain(Optional<UserId> user, boolean repeats, List<ItemId> items) {
        return ask(question(person(user), repeats), (question, opinions) -> {
            double[] chances = secondLook.chances(question, opinions);
            return items.stream()
                    .flatMap(item -> places.find(item).stream())
                    .filter(question::allows)
                    .map(place -> suggestion(
                            place, chances[place], explanation.of(place, chances[place], question, opinions)))
                    .toList();
        });
    }

    /**
     * Some items, which may be chosen again, with their probabilities and without reasons, in the order given; unknown items
     * are left out.
     *
     * @param user nobody, for what is expected of one who is not known
     */
    public List<Suggestion> weigh(Optional<UserId> user, List<ItemId> items) {
        return ask(question(person(user), true), (question, opinions) -> {
            double[] chances = secondLook.chances(question, opinions);
            return items.stream()
                    .flatMap(item -> places.find(item).stream())
                    .map(place -> suggestion(place, chances[place], List.of()))
                    .toList();
        });
    }

    /**
     * The probability of an item's being chosen next by somebody of whom nothing is known; 0 for an unknown item. It is
     * computed for all items at once, and again when a thousandth of all choices is newer, or an item is.
     */
    public double typical(ItemId item) {
        double[] chances = typical().chances();
        return places.find(item).map(place -> chances[place]).orElse(0.0);
    }

    /** What nobody in particular may turn to, after so many choices. */
    @SuppressWarnings("ArrayRecordComponent") // read where it is made, and never compared
    private record Typical(long choices, double[] chances) {}

    private Typical typical() {
        Typical latest = typical;
        if (choices - latest.choices() > choices / TYPICAL_FOR) {
            latest = new Typical(choices, ask(question(Optional.empty(), true), secondLook::chances));
            typical = latest;
        }
        return latest;
    }

    private static Map<Expert, Double> weights(Opinions opinions) {
        Map<Expert, Double> weights = new EnumMap<>(Expert.class);
        Expert.all().forEach(expert -> weights.put(expert, opinions.weight(expert)));
        return weights;
    }

    private Suggestion suggestion(int place, double chance, List<Reason> reasons) {
        return new Suggestion(
                Objects.requireNonNull(places.item(place)), chance, tables.shelves.topicsOf(place), reasons);
    }

    /** The probability of a user's turning to an item next; empty for an item that is not known. */
    public OptionalDouble probability(UserId user, ItemId item) {
        Optional<Integer> place = places.find(item);
        return place.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(chance(place.get(), question(user, true)));
    }

    /** What the probability of an item would be if the user had never chosen another. */
    public OptionalDouble probabilityWithout(UserId user, boolean repeats, ItemId item, ItemId without) {
        Optional<Integer> place = places.find(item);
        Optional<Integer> away = places.find(without);
        if (place.isEmpty() || away.isEmpty()) {
            return OptionalDouble.empty();
        }
        Question question = question(user, repeats).without(away.get());
        return OptionalDouble.of(chance(place.get(), question));
    }

    private double chance(int place, Question question) {
        return ask(question, (asked, opinions) -> secondLook.chances(asked, opinions)[place]);
    }

    /**
     * Where an item stands among all that are known.
     *
     * @param repeats whether items that the user has chosen before are among them
     */
    public Standing standing(UserId user, ItemId item, boolean repeats) {
        return ask(question(user, repeats), (question, opinions) -> {
            Optional<Integer> place = places.find(item).filter(question::allows);
            Map<Expert, Integer> ranks = new EnumMap<>(Expert.class);
            if (place.isEmpty()) {
                return new Standing(0, 0, ranks);
            }
            for (Expert expert : Expert.plain()) {
                ranks.put(expert, rank(place.get(), opinions.shares(expert, places.end()), question));
            }
            double[] chances = secondLook.chances(question, opinions);
            return new Standing(rank(place.get(), chances, question), chances[place.get()], ranks);
        });
    }

    /** From 1; 0 where nobody thought of the place. Of equals the lower place is ahead. */
    private static int rank(int place, double[] chances, Question question) {
        double mine = chances[place];
        int rank = 1;
        for (int other = 0; other < chances.length; other++) {
            boolean isAhead = chances[other] > mine || (chances[other] == mine && other < place);
            if (isAhead && question.allows(other)) {
                rank++;
            }
        }
        return mine == 0 ? 0 : rank;
    }

    /**
     * Learns a choice: who of the experts had seen it coming, then what comes with what.
     *
     * @param repeats whether the user may choose the same again, as far as the weights are concerned
     */
    public void learn(Choice choice, boolean repeats) {
        Person person = meet(choice.user());
        int some = person.weightOfNext(config.mixing());
        Optional<Integer> known = places.find(choice.item());
        if (some > 0) {
            known.ifPresent(at -> credit(person, some, at, repeats));
        }
        if (known.isEmpty()) {
            typical = NOT_COMPUTED;
            if (places.isFull()) {
                forget();
            }
        }
        int place = places.meet(choice.item());
        tables.learn(place, choice.topics(), person.history());
        person.choose(place);
        choices++;
    }

    private Person meet(UserId user) {
        Person person = persons.computeIfAbsent(user, unknown -> new Person(config.bounds()));
        persons.putLast(user, person);
        if (persons.size() > config.bounds().users()) {
            persons.pollFirstEntry();
        }
        return person;
    }

    private void credit(Person person, int some, int place, boolean repeats) {
        Question asked = question(Optional.of(person), repeats);
        if (!asked.allows(place)) {
            return;
        }
        Map<Expert, Double> parts = ask(asked, (question, opinions) -> {
            secondLook.learn(place, some, question, opinions);
            return opinions.responsibilities(place);
        });
        if (!parts.isEmpty()) {
            person.credit.learn(parts, config.mixing().userMemory(), some);
            shared.learn(parts, config.mixing().sharedMemory(), some);
        }
    }

    private void forget() {
        BitSet gone = places.forget(Math.max(1, config.bounds().items() / FORGOTTEN_PART));
        tables.forget(gone);
        persons.values().forEach(person -> person.forget(gone));
    }

    private Optional<Person> person(Optional<UserId> user) {
        return user.map(persons::get);
    }

    private Question question(UserId user, boolean repeats) {
        return question(person(Optional.of(user)), repeats);
    }

    private Question question(Optional<Person> known, boolean repeats) {
        Person person = known.orElseGet(() -> new Person(config.bounds()));
        BitSet excluded = (BitSet) places.free().clone();
        if (!repeats) {
            Arrays.stream(person.chosen()).forEach(excluded::set);
        }
        return new Question(person.history(), excluded, places.end(), person.credit, shared, person.taste);
    }

    private interface Hearing<T> {

        T hear(Question question, Opinions opinions);
    }

    private <T> T ask(Question question, Hearing<T> hearing) {
        Board board = Optional.ofNullable(boards.poll()).orElseGet(Board::new);
        try {
            return hearing.hear(question, panel.ask(question, board));
        } finally {
            boards.add(board);
        }
    }

    /**
     * Writes all of it.
     *
     * <pre>
     *  fingerprint | choices | everybody's credit, a number an expert | everybody's weights of the second look
     *  places   end | n, then n × (item | place), the longest quiet first
     *  tables   unit | popularity long | short | topics | successors | rules | followers | companions
     *  persons  n, then n × (user | choices | history | chosen | credit | taste), the longest quiet first
     * </pre>
     */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(fingerprint());
        out.writeLong(choices);
        shared.write(out);
        secondLook.write(out);
        places.write(out);
        tables.write(out);
        out.writeInt(persons.size());
        for (Map.Entry<UserId, Person> entry : persons.entrySet()) {
            out.writeUTF(entry.getKey().value());
            entry.getValue().write(out);
        }
    }

    /**
     * The model that was written; it goes on exactly as the written one would have.
     *
     * @throws IllegalStateException if the bytes are of another layout or configuration
     */
    public static NextItemModel read(NextItemConfig config, DataInput in) throws IOException {
        NextItemModel model = new NextItemModel(config);
        String found = in.readUTF();
        if (!found.equals(model.fingerprint())) {
            throw new IllegalStateException(
                    "the stored choices are of \"%s\", this program has \"%s\": learn them again"
                            .formatted(found, model.fingerprint()));
        }
        model.choices = in.readLong();
        model.shared.read(in);
        model.secondLook.read(in);
        model.places.read(in);
        model.tables.read(in);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            UserId user = new UserId(in.readUTF());
            Person person = new Person(config.bounds());
            person.read(in);
            model.persons.putLast(user, person);
        }
        return model;
    }
}
