// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The HTTP client of one store. */
final class S3Http {
    private static final int CONNECTIONS = 32;

    private S3Http() {}

    static OkHttpClient client(URI endpoint) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                // HTTP/2 would send everything to one host through a single TCP connection.
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(60))
                // S3 redirects to name another region; following one would send content where nobody meant it to go.
                .followRedirects(false)
                .followSslRedirects(false)
                .dispatcher(dispatcher())
                .connectionPool(new ConnectionPool(CONNECTIONS, 1, TimeUnit.MINUTES))
                .addInterceptor(new S3Answers());
        if ("http".equals(endpoint.getScheme())) {
            // Without TLS the system's certificates need not be read, which is most of the client's start-up time.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        return client.build();
    }

    /** Daemon threads, so that an idle client does not keep its program alive. */
    private static Dispatcher dispatcher() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "s3");
                    thread.setDaemon(true);
                    return thread;
                });
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(CONNECTIONS);
        dispatcher.setMaxRequestsPerHost(CONNECTIONS);
        return dispatcher;
    }
}
