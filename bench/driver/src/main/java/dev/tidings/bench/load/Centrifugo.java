package dev.tidings.bench.load;

/** Centrifugo's JSON protocol: a command with a token opens the session, which is subscribed by the server. */
final class Centrifugo implements Dialect {
    private static final String PING = "{}";

    @Override
    public String path(Guest guest) {
        return "/connection/websocket";
    }

    @Override
    public String greeting(Guest guest) {
        return "{\"id\":1,\"connect\":{\"token\":\"" + guest.token() + "\"}}";
    }

    @Override
    public Answer answer(String text) {
        if (text.equals(PING)) {
            return Answer.say(PING);
        }
        if (text.contains("\"error\"") || text.contains("\"disconnect\"")) {
            return Answer.fail(text);
        }
        return text.contains("\"connect\"") ? Answer.OPEN : Answer.NOTHING;
    }

    @Override
    public boolean manyInAFrame() {
        return true;
    }

    @Override
    public boolean takesTokens() {
        return true;
    }
}
