package dev.tidings.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Switches off the compression of single frames, an extension of old WebKit that Vert.x offers and for which Quarkus
 * has no key. Frames that bypass the encoder are not compressed, and the parser of the extension's header ends
 * connections with an exception.
 */
@Singleton
class NoExtensions implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
