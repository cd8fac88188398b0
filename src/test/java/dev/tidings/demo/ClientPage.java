package dev.tidings.demo;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An empty page of some origin that uses {@code tidings.js} and writes down what it says. */
final class ClientPage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Takes {url, tokens, store, affinity}: the first token is answered first, and the next one whenever a fresh one is wanted. */
    private static final String CONNECT = """
            async ({ url, tokens, store, affinity }) => {
              const client = await import('/tidings.js');
              const said = (window.said = { states: [], ids: [], gaps: [], errors: [], tokens: 0 });
              window.opened = 0;
              window.addresses = [];
              const Plain = window.WebSocket;
              window.WebSocket = class extends Plain {
                constructor(...all) { super(...all); window.opened++; window.addresses.push(all[0]); }
              };
              window.tidings = client.connect({
                url,
                affinity,
                store: store && client[store]('tidings'),
                getToken: ({ fresh }) => tokens[Math.min((said.tokens += fresh ? 1 : 0), tokens.length - 1)],
              });
              window.tidings.on('state', (state) => said.states.push({ code: 0, reason: '', ...state, at: Date.now() }));
              window.tidings.on('event', ({ id }) => said.ids.push(id));
              window.tidings.on('gap', (gap) => said.gaps.push(gap));
              window.tidings.on('error', (error) => said.errors.push(error));
            }
            """;

    /** A state of the client; {@code at} is when it began, in milliseconds. */
    record State(String name, int code, String reason, long at) {
        private static State of(Map<?, ?> state) {
            return new State(
                    text(state, "name"), (int) number(state, "code"), text(state, "reason"), number(state, "at"));
        }

        private static String text(Map<?, ?> state, String member) {
            return String.valueOf(state.get(member));
        }

        private static long number(Map<?, ?> state, String member) {
            return state.get(member) instanceof Number number ? number.longValue() : 0;
        }
    }

    private final Page page;
    private final String origin;

    ClientPage(Page page, String origin) {
        this.page = page;
        this.origin = origin;
        page.navigate(origin + "/");
    }

    /** {@code store}: the name of a cursor store of the client's, or empty. */
    ClientPage connect(TidingsProcess tidings, String store, String... tokens) {
        return connect(tidings, store, false, tokens);
    }

    /** The same, but that it asks first where to connect. */
    ClientPage connectByAffinity(TidingsProcess tidings, String... tokens) {
        return connect(tidings, "", true, tokens);
    }

    private ClientPage connect(TidingsProcess tidings, String store, boolean affinity, String... tokens) {
        page.evaluate(
                CONNECT,
                Map.of(
                        "url",
                        tidings.http("/ws").toString(),
                        "store",
                        store,
                        "affinity",
                        affinity,
                        "tokens",
                        List.of(tokens)));
        return this;
    }

    /** The same page in another tab of the same browser. */
    ClientPage anotherTab() {
        return new ClientPage(page.context().newPage(), origin);
    }

    void reload() {
        page.reload();
    }

    ClientPage awaitState(String name) {
        awaitStates(states ->
                !states.isEmpty() && states.get(states.size() - 1).name().equals(name));
        return this;
    }

    /** Until it has been in a state like that. */
    void awaitStates(Predicate<List<State>> wanted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> wanted.test(states()));
    }

    void awaitIds(List<String> wanted) {
        await().atMost(PATIENCE).until(() -> ids().size() >= wanted.size());
    }

    State last() {
        List<State> states = states();
        return states.get(states.size() - 1);
    }

    /** All that it was in, in their order. */
    List<State> states() {
        List<?> states = (List<?>) page.evaluate("() => window.said.states");
        return states.stream().map(state -> State.of((Map<?, ?>) state)).toList();
    }

    /** Of the events that were handed over, in their order. */
    @SuppressWarnings("unchecked")
    List<String> ids() {
        return (List<String>) page.evaluate("() => window.said.ids");
    }

    List<?> gaps() {
        return (List<?>) page.evaluate("() => window.said.gaps");
    }

    /** Where connections were begun to. */
    @SuppressWarnings("unchecked")
    List<String> addresses() {
        return (List<String>) page.evaluate("() => window.addresses");
    }

    /** Connections that were begun. */
    int connections() {
        return (int) page.evaluate("() => window.opened");
    }

    void offline(boolean offline) {
        page.context().setOffline(offline);
    }

    /**
     * Tells the page that it is frozen, or no longer. By an event of the test's own: a browser without a window takes every
     * page for visible, and freezes none, even when asked to (Page.setWebLifecycleState).
     */
    void freeze(boolean frozen) {
        page.evaluate("(name) => document.dispatchEvent(new Event(name))", frozen ? "freeze" : "resume");
    }

    void close() {
        page.context().close();
    }
}
