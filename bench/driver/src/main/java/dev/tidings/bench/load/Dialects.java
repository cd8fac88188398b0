package dev.tidings.bench.load;

/** The dialects by the names that subjects give them. */
public final class Dialects {
    private Dialects() {}

    public static Dialect named(String name) {
        return switch (name) {
            case "plain" -> new Plain();
            case "tidings" -> new TidingsDialect();
            case "socketio" -> new SocketIo();
            case "centrifugo" -> new Centrifugo();
            default ->
                throw new IllegalArgumentException(
                        "dialect: " + name + " (expected: plain, tidings, socketio or centrifugo)");
        };
    }
}
