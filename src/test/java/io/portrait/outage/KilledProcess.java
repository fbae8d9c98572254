package io.portrait.outage;

import java.util.Random;

/** The processes that a test kills with SIGKILL. */
enum KilledProcess {
    SERVICE {
        @Override
        void kill(ServiceProcess service) {
            service.kill();
            service.launch();
        }
    },

    /** PostgreSQL with all its child processes; the service must restart it. */
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

    /** Kills at a random moment under load and waits for the next successful response; returns the milliseconds until then. */
    long killUnder(ClientLoad clients, ServiceProcess service, Random random) throws InterruptedException {
        clients.awaitSuccesses(5);
        Thread.sleep(random.nextInt(500));
        long from = System.nanoTime();
        kill(service);
        clients.awaitSuccesses(1);
        return (clients.deliveryLog().lastSuccessNanos() - from) / 1_000_000;
    }
}
