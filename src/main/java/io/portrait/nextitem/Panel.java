package io.portrait.nextitem;

import io.portrait.nextitem.NextItemConfig.Mixing;
import io.portrait.nextitem.NextItemConfig.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The experts at their table: asks them, and makes what each says a distribution over all places but the excluded. */
final class Panel {

    /** The experts whose word a history gives, each from its list of neighbours; those that speak of fewest places first. */
    private static final List<Expert> BY_HISTORY =
            List.of(Expert.REPEATS, Expert.SUCCESSORS, Expert.RULES, Expert.FOLLOWERS, Expert.COMPANIONS);

    private final Tables tables;
    private final Window window;
    private final Mixing mixing;

    Panel(Tables tables, NextItemConfig config) {
        this.tables = tables;
        this.window = config.window();
        this.mixing = config.mixing();
    }

    /** What the experts say; good until the board is used again. */
    Opinions ask(Question question, Board board) {
        board.clear();
        for (Expert expert : BY_HISTORY) {
            speak(expert, question, board);
        }
        // cos(i, j) ~ n(i, j)/√n(j): n(i) is in the damping already
        board.addByRoot(Expert.KINDRED, Expert.COMPANIONS, tables.popularLong);
        double[] totals = new double[Expert.all().size()];
        few(board, totals);
        Interests interests = Interests.of(question.history(), reach(question), tables);
        broad(question, interests, totals);
        return new Opinions(tables, board, interests, totals, weights(question, totals));
    }

    private void speak(Expert expert, Question question, Board board) {
        for (int d = 1; d <= reach(question); d++) {
            int from = question.history()[d - 1];
            Neighbours.Row row = row(expert, from, d);
            if (row != null) {
                board.addAll(expert, row, factor(row, d), question.excluded());
            } else if (expert == Expert.REPEATS && question.allows(from)) {
                board.add(expert, from, 1.0 / d);
            }
        }
    }

    private Neighbours.@Nullable Row row(Expert expert, int from, int distance) {
        return switch (expert) {
            case SUCCESSORS -> distance == 1 ? tables.successors.row(from) : null;
            case RULES -> distance == 1 ? tables.rules.row(from) : null;
            case FOLLOWERS -> tables.followers.row(from);
            case COMPANIONS -> tables.companions.row(from);
            default -> null;
        };
    }

    /** 1/d, and less for a list with much company. */
    private double factor(Neighbours.Row row, int distance) {
        return 1 / (distance * StrictMath.pow(row.total(), window.damping()));
    }

    private static void few(Board board, double[] totals) {
        for (Expert expert : Expert.all()) {
            if (!expert.isBroad() && !expert.isSharpened()) {
                board.total(expert, totals);
            }
        }
    }

    private void broad(Question question, Interests interests, double[] totals) {
        double popularLong = tables.popularLong.total();
        double popularShort = tables.popularShort.total();
        double places = question.known();
        double topics = interests.total();
        for (int place = question.excluded().nextSetBit(0);
                place >= 0;
                place = question.excluded().nextSetBit(place + 1)) {
            popularLong -= tables.popularLong.weight(place);
            popularShort -= tables.popularShort.weight(place);
            places--;
            topics -= interests.share(place);
        }
        totals[Expert.POPULAR_LONG.index()] = positive(popularLong, tables.popularLong.total());
        totals[Expert.POPULAR_SHORT.index()] = positive(popularShort, tables.popularShort.total());
        totals[Expert.EVERYTHING.index()] = Math.max(0, places);
        totals[Expert.TOPICS.index()] = positive(topics, interests.total());
    }

    /** What is left of a whole; nothing if it is no more than what rounding leaves. */
    private static double positive(double rest, double whole) {
        return rest > whole * 1e-9 ? rest : 0;
    }

    /** w ~ prior · everybody's + the user's own, over the experts that have something to say. */
    private double[] weights(Question question, double[] totals) {
        double[] weights = new double[totals.length];
        double everybodys = question.shared().total();
        double sum = 0;
        for (Expert expert : Expert.all()) {
            if (totals[expert.index()] > 0) {
                double weight = mixing.prior() * question.shared().of(expert) / everybodys
                        + question.own().of(expert);
                weights[expert.index()] = weight;
                sum += weight;
            }
        }
        for (int i = 0; i < weights.length && sum > 0; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /**
     * How much of what an expert says for a place comes from the item at a distance, in the unit of the whole.
     */
    double part(Expert source, Question question, int distance, int place) {
        int from = question.history()[distance - 1];
        if (source == Expert.REPEATS) {
            return from == place ? 1.0 / distance : 0;
        }
        Neighbours.Row row = row(source == Expert.KINDRED ? Expert.COMPANIONS : source, from, distance);
        if (row == null) {
            return 0;
        }
        for (int i = 0; i < row.size(); i++) {
            if (row.place(i) == place) {
                return factor(row, distance) * row.weight(i);
            }
        }
        return 0;
    }

    /** How many items of a history are looked at. */
    int reach(Question question) {
        return Math.min(window.span(), question.history().length);
    }
}
