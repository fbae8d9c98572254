package io.portrait.nextitem;

import io.portrait.nextitem.NextItemConfig.Mixing;
import io.portrait.nextitem.NextItemConfig.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The experts at their table: asks them, and makes what each says a distribution over all places but the excluded. */
final class Panel {

    /** The experts whose word a history gives, each from its list of neighbours. */
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
        int reach = Math.min(window.span(), question.history().length);
        for (int d = 1; d <= reach; d++) {
            for (Expert expert : BY_HISTORY) {
                speak(expert, question, d, board);
            }
        }
        correctForPopularity(board);
        double[] totals = new double[Expert.all().size()];
        normalise(board, totals);
        Interests interests = Interests.of(question.history(), reach, tables);
        broad(question, interests, totals);
        return new Opinions(tables, board, interests, totals, weights(question, totals));
    }

    private void speak(Expert expert, Question question, int distance, Board board) {
        int from = question.history()[distance - 1];
        if (expert == Expert.REPEATS) {
            if (!question.excluded().get(from)) {
                board.add(expert, from, 1.0 / distance);
            }
            return;
        }
        Neighbours.Row row = row(expert, from, distance);
        if (row == null) {
            return;
        }
        double factor = factor(row, distance);
        for (int i = 0; i < row.size(); i++) {
            if (!question.excluded().get(row.place(i))) {
                board.add(expert, row.place(i), factor * row.weight(i));
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
        return 1 / (distance * Math.pow(row.total(), window.damping()));
    }

    /** cos(i, j) ~ n(i, j)/√n(j): n(i) is in the damping already. */
    private void correctForPopularity(Board board) {
        double[] companions = board.shares(Expert.COMPANIONS);
        double[] kindred = board.shares(Expert.KINDRED);
        for (int slot = 0; slot < board.size(); slot++) {
            double popular = tables.popularLong.weight(board.place(slot));
            kindred[slot] = popular > 0 ? companions[slot] / Math.sqrt(popular) : 0;
        }
    }

    private static void normalise(Board board, double[] totals) {
        for (Expert expert : Expert.all()) {
            if (!expert.isBroad() && !expert.isSharpened()) {
                double[] said = board.shares(expert);
                totals[expert.index()] = normalise(said, board.size());
                for (Expert sharp : expert.sharpened()) {
                    totals[sharp.index()] = sharpen(sharp, said, board.shares(sharp), board.size());
                }
            }
        }
    }

    /** @param said modified: afterwards its sum is 1, or 0 */
    private static double normalise(double[] said, int size) {
        double total = 0;
        for (int slot = 0; slot < size; slot++) {
            total += said[slot];
        }
        if (total > 0) {
            for (int slot = 0; slot < size; slot++) {
                said[slot] /= total;
            }
        }
        return total;
    }

    /** @param sharp modified: afterwards its sum is 1, or 0 */
    private static double sharpen(Expert expert, double[] said, double[] sharp, int size) {
        for (int slot = 0; slot < size; slot++) {
            sharp[slot] = said[slot] == 0 ? 0 : expert.sharpen(said[slot]);
        }
        return normalise(sharp, size);
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
