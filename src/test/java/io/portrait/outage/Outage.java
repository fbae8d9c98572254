package io.portrait.outage;

import java.util.Random;

/** What is killed, as {@code kill -9} does. */
enum Outage {
    SERVICE {
        @Override
        void strike(ServiceProcess service) {
            service.kill();
            service.launch();
        }
    },

    /** PostgreSQL with all its children; the service must start it again. */
    DATABASE {
        @Override
        void strike(ServiceProcess service) {
            service.database().kill();
        }
    },

    BOTH {
        @Override
        void strike(ServiceProcess service) {
            service.kill();
            service.database().kill();
            service.launch();
        }
    };

    abstract void strike(ServiceProcess service);

    /** Strikes at some moment under load, and waits until clients are answered again; says how many ms that took. */
    long strikeUnder(Load load, ServiceProcess service, Random random) throws InterruptedException {
        load.awaitAnswers(5);
        Thread.sleep(random.nextInt(500));
        long from = System.nanoTime();
        strike(service);
        load.awaitAnswers(1);
        return (load.ledger().lastAnswer() - from) / 1_000_000;
    }
}
