package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.BrokerProcess;
import dev.tidings.testkit.HaProxy;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.NetworkProxy;
import dev.tidings.testkit.Parts;
import dev.tidings.testkit.TestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInfo;

/** All that a scenario needs, as processes of their own: a broker, instances; and an issuer, clients, a sender here. */
final class Scene implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final long SEED = 20_261_122;
    private static final Duration QUIET = Duration.ofMillis(500);

    private final String title;
    private final Parts parts = new Parts();
    private final List<BrokerProcess> brokers;
    private final Broker broker;
    private final TestLog log;
    private final Issuer issuer;
    private final Pods pods;
    private final List<NetworkProxy> networks = new ArrayList<>();
    private final @Nullable HaProxy loadBalancer;
    private final Crowd crowd;
    private final Sender sender;

    /** How large it is, and how the instances and the clients are set up. */
    static final class Plan {
        private final String title;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<Integer, Map<String, String>> environments = new HashMap<>();
        private int pods = 3;
        private int sessions = 120;
        private int perSecond = 300;
        private boolean overNetworks;
        private boolean behindLoadBalancer;
        private boolean twoBrokers;
        private Duration tokenLife = Duration.ofHours(1);

        private Plan(String title) {
            this.title = title;
        }

        Plan pods(int count) {
            pods = count;
            return this;
        }

        Plan sessions(int count) {
            sessions = count;
            return this;
        }

        Plan eventsPerSecond(int count) {
            perSecond = count;
            return this;
        }

        /** In one cluster, each with all of the data. */
        Plan twoBrokers() {
            twoBrokers = true;
            return this;
        }

        /** Between the clients and each instance stands a network that may be bad. */
        Plan overNetworks() {
            overNetworks = true;
            return this;
        }

        /** Clients know one address, that of the shipped load balancer before two instances. */
        Plan behindLoadBalancer() {
            behindLoadBalancer = true;
            return pods(2);
        }

        Plan tokensFor(Duration life) {
            tokenLife = life;
            return this;
        }

        Plan env(String key, String value) {
            environment.put(key, value);
            return this;
        }

        /** Of one instance alone. */
        Plan env(int index, String key, String value) {
            environments.put(index, Map.of(key, value));
            return this;
        }

        /** Everything runs, each client has its session, and events flow. */
        Scene begin() {
            if (behindLoadBalancer) {
                HaProxy.require();
            }
            Scene scene = new Scene(this);
            try {
                scene.crowd.begin();
                scene.sender.start();
                scene.sendFor(Duration.ofSeconds(1));
                return scene;
            } catch (RuntimeException | Error e) {
                scene.close();
                throw e;
            }
        }
    }

    /** The scenario is called as its test is. */
    static Plan of(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        return new Plan(Ledger.title(name));
    }

    private Scene(Plan plan) {
        title = plan.title;
        try {
            brokers = plan.twoBrokers ? BrokerProcess.startTwo() : List.of(BrokerProcess.startNew());
            brokers.forEach(parts::add);
            broker = parts.add(Broker.at(
                    brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","))));
            log = TestLog.create(broker);
            issuer = parts.add(Issuer.start());
            pods = parts.add(pods(plan));
            if (plan.overNetworks) {
                pods.doors().ports().forEach(port -> networks.add(parts.add(NetworkProxy.to(port, SEED))));
            }
            loadBalancer = plan.behindLoadBalancer
                    ? parts.add(HaProxy.before(pods.doors().ports(), Map.of()))
                    : null;
            crowd = parts.add(new Crowd(plan.sessions, doors(), Token.of(issuer, plan.tokenLife)));
            sender = parts.add(new Sender(log, plan.sessions, plan.perSecond));
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private Pods pods(Plan plan) {
        return Pods.start("chaos-" + title.replace(' ', '-'), plan.pods, (index, setup) -> {
            plan.environment.forEach(setup::env);
            plan.environments.getOrDefault(index, Map.of()).forEach(setup::env);
            return log.readBy(setup.issuer(issuer));
        });
    }

    private Doors doors() {
        if (loadBalancer != null) {
            return new Doors(List.of(loadBalancer.port()));
        }
        return networks.isEmpty()
                ? pods.doors()
                : new Doors(networks.stream().map(NetworkProxy::port).toList());
    }

    /** To the instance of that number. */
    NetworkProxy network(int index) {
        return networks.get(index);
    }

    Pods pods() {
        return pods;
    }

    Crowd crowd() {
        return crowd;
    }

    Sender sender() {
        return sender;
    }

    TestLog log() {
        return log;
    }

    Issuer issuer() {
        return issuer;
    }

    /** The last one where there are several. */
    BrokerProcess broker() {
        return brokers.get(brokers.size() - 1);
    }

    /** Lets events flow for about as long. */
    void sendFor(Duration time) {
        int until = sender.written() + Math.max(1, (int) (time.toMillis() * sender.perSecond() / 1_000));
        await("events flow").atMost(time.plusSeconds(60)).until(() -> sender.written() >= until);
    }

    /** For when nothing can be written, so that producers wait. */
    void letPass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
    }

    /** No more events; when all have come, or it was waited long enough, the account. */
    Account settle() {
        sender.finish();
        try {
            await().atMost(SETTLING).until(() -> isEven(Account.of(crowd, sender.sent())));
            await().during(QUIET).until(() -> isEven(Account.of(crowd, sender.sent())));
        } catch (ConditionTimeoutException e) {
            System.out.println("chaos: " + title + ": not settled in " + SETTLING);
        }
        Account account = Account.of(crowd, sender.sent());
        Ledger.write(title, account);
        assertThat(pods.linesAt("ERROR")).as("errors logged by instances").isEmpty();
        return account;
    }

    private static boolean isEven(Account account) {
        return account.missing() == 0 && account.problems().isEmpty();
    }

    @Override
    public void close() {
        parts.close();
    }
}
