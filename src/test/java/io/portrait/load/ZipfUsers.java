package io.portrait.load;

import java.util.Arrays;
import java.util.Random;

/** A Zipf distribution of users: the probability of the k-th most active one is proportional to 1/k^s. */
final class ZipfUsers {

    private final double[] cumulative;

    ZipfUsers(int users, double exponent) {
        cumulative = new double[users];
        double sum = 0;
        for (int k = 0; k < users; k++) {
            sum += Math.pow(k + 1, -exponent);
            cumulative[k] = sum;
        }
        for (int k = 0; k < users; k++) {
            cumulative[k] /= sum;
        }
    }

    /** The id of a random user. */
    String nextId(Random random) {
        return id(next(random));
    }

    static String id(int user) {
        return "user-" + user;
    }

    int next(Random random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(cumulative.length - 1, found >= 0 ? found : -found - 1);
    }
}
