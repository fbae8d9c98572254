package io.portrait.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests with headers that HTTP clients do not let a program set, each on a connection of its own. */
record RawRequests(int port) {

    /** The response to a GET request with one header, as text. */
    String get(String path, String header) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n");
    }

    /** The response to a request, as text. */
    String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
