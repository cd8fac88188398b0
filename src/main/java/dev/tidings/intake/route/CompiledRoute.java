package dev.tidings.intake.route;

import dev.tidings.intake.format.DeadException;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.Document;
import dev.tidings.intake.format.KeyReader;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.ValueFormat;
import dev.tidings.intake.route.Recipients.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps a record with the expressions of its route. */
final class CompiledRoute implements Route {
    /** Maximum events of one record, unless its route allows more recipients to one event. */
    static final int MAX_EVENTS = 10_000;

    private final String name;
    private final ValueFormat format;
    private final KeyReader keys;
    private final Rules rules;
    private final EventWriter writer;

    /** The compiled settings of a route. */
    record Rules(
            @Nullable Expression when, Recipients recipients, EventEnvelope envelope, Content content, Limits limits) {}

    CompiledRoute(String name, ValueFormat format, KeyReader keys, Rules rules, EventWriter writer) {
        this.name = name;
        this.format = format;
        this.keys = keys;
        this.rules = rules;
        this.writer = writer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Limits limits() {
        return rules.limits();
    }

    @Override
    public Mapping map(SourceRecord record) {
        try {
            return mapped(record);
        } catch (DeadException e) {
            return new Mapping.Dead(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private Mapping mapped(SourceRecord record) throws DeadException {
        List<Draft> drafts = new ArrayList<>(1);
        int left = Math.max(MAX_EVENTS, rules.recipients().max());
        for (Document document : format.read(record)) {
            Variables variables = new Variables(record, document, keys);
            if (isWanted(variables)) {
                Draft draft = draft(variables);
                drafts.add(draft);
                left -= draft.events().size();
            }
            if (left < 0) {
                throw new DeadException(
                        DeadReason.TOO_LARGE,
                        "route " + name + ": too many events of one record (expected: at most "
                                + Math.max(MAX_EVENTS, rules.recipients().max()) + ")");
            }
        }
        return drafts.isEmpty() ? new Mapping.Filtered() : new Mapping.Mapped(drafts);
    }

    private boolean isWanted(Variables variables) throws DeadException {
        Expression when = rules.when();
        if (when == null) {
            return true;
        }
        Object found = when.evaluate(variables);
        if (found instanceof Boolean wanted) {
            return wanted;
        }
        throw when.failure(DeadReason.EXPRESSION, Types.nameOf(found));
    }

    private Draft draft(Variables variables) throws DeadException {
        Set<Recipient> recipients = rules.recipients().of(variables);
        Map<String, Object> attributes = rules.envelope().of(variables);
        if (!rules.content().isUnchanged()) {
            attributes.keySet().removeAll(EventEnvelope.OF_DATA);
        }
        byte[] event = writer.write(attributes, rules.content().of(variables), longestKey(recipients));
        List<Outgoing> outgoing = new ArrayList<>(recipients.size());
        for (Recipient each : recipients) {
            outgoing.add(new Outgoing(each.topic(), each.key(), event));
        }
        return new Draft(String.valueOf(attributes.get("source")), String.valueOf(attributes.get("id")), outgoing);
    }

    /** Returns an upper bound in bytes: a character takes at most three bytes in UTF-8, and a surrogate pair four. */
    private static int longestKey(Set<Recipient> recipients) {
        int longest = 0;
        for (Recipient each : recipients) {
            longest = Math.max(longest, 3 * each.key().length());
        }
        return longest;
    }
}
