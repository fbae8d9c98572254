package io.portrait.outage;

import java.util.Random;

/** What is killed, as {@code kill -9} does. */
enum KilledProcess {
    SERVICE {
        @Override
        void kill(ServiceProcess service) {
            service.kill();
            service.launch();
        }
    },

    /** PostgreSQL with all its children; the service must start it again. */
    DATABASE {
        @Override
        void kill(ServiceProcess service) {
            service.database().kill();
        }
    },

    BOTH {
        @Override
        void kill(ServiceProcess service) {
            service.kill();
            service.database().kill();
            service.launch();
        }
    };

    abstract void kill(ServiceProcess service);

    /** Strikes at some moment under load, and waits until clients are answered again; says how many ms that took. */
    long killUnder(ClientLoad clients, ServiceProcess service, Random random) throws InterruptedException {
        clients.awaitSuccesses(5);
        Thread.sleep(random.nextInt(500));
        long from = System.nanoTime();
        kill(service);
        clients.awaitSuccesses(1);
        return (clients.deliveryLog().lastSuccessNanos() - from) / 1_000_000;
    }
}
