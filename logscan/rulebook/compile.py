"""Plain rules into a Rulebook: conditions become tests, factors get numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from logscan.errors import Complaint, RuleError
from logscan.factors import Choice, is_common, is_dear
from logscan.rulebook import plain
from logscan.rulebook.conditions import (
    NOT_KNOWN,
    ByteFactors,
    Known,
    compile_factors,
)
from logscan.rulebook.load import Rule, RuleSet, sha_of
from logscan.rulebook.rules import (
    BASES,
    CallOff,
    CauseRule,
    EvidenceKind,
    EvidenceRule,
    FactRule,
    HarmlessRule,
    Matcher,
    Rulebook,
    SignatureRule,
    When,
)
from logscan.rulebook.tables import nearby, reads, table

EVIDENCE_KINDS: tuple[EvidenceKind, ...] = ("match", "finding", "fact", "absent", "all")
INFINITE = float("inf")
UNEXPLAINED = "unexplained"
UNEXPLAINED_CONDITION = {
    "any": [{"severity": "error"}, {"message": r"Traceback \(most recent call last\)"}]
}


def compile_rules(rules: RuleSet, byte_factors: ByteFactors, known: Known = NOT_KNOWN) -> Rulebook:
    """Compile a checked rule set; `known` factors were worked out before.

    Raises RuleError for each condition without a factor.
    """
    return _Compiler(byte_factors, known).rulebook(rules)


class _Compiler:
    """Gathers the matchers of all rules while it turns them into what the engine uses."""

    def __init__(self, byte_factors: ByteFactors, known: Known) -> None:
        self.known = known
        self.duration_forms: dict[str, set[str]] = {}
        """For each way to write a duration, the byte forms of the thresholds that rules have."""

        def forms(attribute: str, low: float, high: float) -> tuple[str, ...]:
            found = byte_factors(attribute, low, high)
            if attribute == "duration":
                for any_, this in zip(byte_factors(attribute, 0.0, INFINITE), found, strict=True):
                    self.duration_forms.setdefault(any_, set()).add(this)
            return found

        self.byte_factors = forms
        self.matchers: dict[str, Matcher] = {}
        self.shared: dict[str, str] = {}
        """The matcher of each condition that evidence or call-offs have in common."""
        self.complaints: list[Complaint] = []
        self.titles: dict[str, str] = {}

    def rulebook(self, rules: RuleSet) -> Rulebook:
        """The whole of it."""
        self.matcher(UNEXPLAINED, UNEXPLAINED_CONDITION, everywhere=True)
        self.titles = {id_: rule["title"] for id_, rule in rules["signatures"].items()}
        signatures = {id_: self.signature(id_, rule) for id_, rule in rules["signatures"].items()}
        causes = {id_: self.cause(id_, rule) for id_, rule in rules["causes"].items()}
        facts = {id_: self.fact(id_, rule) for id_, rule in rules["facts"].items()}
        harmless = {id_: self.harmless(id_, rule) for id_, rule in rules["harmless"].items()}
        if self.complaints:
            raise RuleError(self.complaints)
        self.widen()
        signatures = {
            id_: rule._replace(careful=self.is_careful(rule)) for id_, rule in signatures.items()
        }
        everywhere = table(m for m in self.matchers.values() if m.everywhere)
        durations = {any_: frozenset(found) for any_, found in self.duration_forms.items()}
        around = nearby(m for m in self.matchers.values() if not m.everywhere)
        return Rulebook(
            signatures,
            causes,
            facts,
            harmless,
            self.matchers,
            everywhere,
            durations,
            around,
            sha_of(rules),
        )

    def widen(self) -> None:
        """Look everywhere for what needs no common factor that is not looked for anyway."""
        free = {f for m in self.matchers.values() if m.everywhere for f in m.factors}
        for id_, matcher in self.matchers.items():
            dear = {factor for factor in matcher.factors - free if is_common(factor)}
            if not matcher.everywhere and not dear:
                self.matchers[id_] = replace(matcher, everywhere=True)

    def is_careful(self, rule: SignatureRule) -> bool:
        """Whether what calls a signature off is only looked for around its hits."""
        near = [*(off.matcher for off in rule.unless), rule.when.without, rule.when.whole]
        return any(id_ and not self.matchers[id_].everywhere for id_ in near)

    def matcher(self, id_: str, condition: Mapping[str, Any], *, everywhere: bool = False) -> str:
        """Register a condition under an id, which is returned.

        What only matters beside the hits of a signature is looked for in the whole log only where
        that costs nothing.
        """
        choice: Choice | None = compile_factors(condition, self.byte_factors, self.known)
        if choice is None:
            self.complaints.append(
                Complaint(id_, 1, 1, "no literal of 3 or more characters that each match holds")
            )
            choice = frozenset()
        wide = everywhere or not is_dear(choice)
        self.matchers[id_] = Matcher(id_, choice, wide, reads(condition), condition)
        return id_

    def signature(self, id_: str, rule: Rule) -> SignatureRule:
        """One symptom with its matchers."""
        prefix = f"signature/{id_}"
        when = self.when(prefix, rule["when"])
        call_offs = self.call_offs(prefix, rule["unless"])
        return SignatureRule(
            id_,
            rule["title"],
            rule["severity"],
            rule["explain"],
            self.matcher(prefix, rule["match"], everywhere=True),
            when,
            tuple(rule["group_by"]),
            tuple(rule["once_per"]),
            call_offs,
            rule["remainder"],
            tuple(plain.edge(edge) for edge in rule["consequence_of"]),
            plain.references(rule["references"]),
        )

    def when(self, prefix: str, rule: Rule) -> When:
        """How hits become a finding."""
        distinct = rule.get("distinct") or ""
        base = When(
            within=rule.get("within") or 0.0,
            by=tuple(rule.get("by") or ()),
            same=tuple(rule.get("same") or ()),
            distinct=distinct,
            then=tuple(
                self.matcher(f"{prefix}/then/{number}", condition, everywhere=True)
                for number, condition in enumerate(rule.get("then") or ())
            ),
        )
        if "count" in rule:
            if rule["enough"]:
                enough = self.matcher(f"{prefix}/enough", rule["enough"], everywhere=True)
                base = base._replace(enough=enough)
            return base._replace(kind="count", least=rule["count"])
        if "ratio" in rule:
            whole = self.common(f"{prefix}/of", rule["of"])
            return base._replace(
                kind="ratio", least=rule["floor"], share=rule["ratio"], whole=whole
            )
        if "absent" in rule:
            end = self.matcher(f"{prefix}/absent", rule["absent"], everywhere=True)
            return base._replace(kind="absence", then=(end,))
        if "cycle" in rule:
            if rule["without"]:
                base = base._replace(without=self.common(f"{prefix}/without", rule["without"]))
            return base._replace(kind="cycle", least=rule["cycle"])
        return base._replace(kind="sequence") if base.then else base

    def common(self, id_: str, condition: Mapping[str, Any]) -> str:
        """The same as `matcher`, of which only the hits matter: one for all equal conditions."""
        key = repr(condition)
        if key not in self.shared:
            self.shared[key] = self.matcher(id_, condition)
        return self.shared[key]

    def call_offs(self, prefix: str, rules: Iterable[Rule]) -> tuple[CallOff, ...]:
        """What calls hits off."""
        return tuple(
            CallOff(
                self.common(f"{prefix}/unless/{number}", rule["match"]),
                rule["within"],
                rule["moment"],
                tuple(rule["same"]),
            )
            for number, rule in enumerate(rules)
        )

    def cause(self, id_: str, rule: Rule) -> CauseRule:
        """One explanation with its evidence."""
        evidence = tuple(
            self.evidence(rank, f"cause/{id_}/{rank}/{number}", item)
            for rank in ("proves", "supports", "refutes")
            for number, item in enumerate(rule[rank])
        )
        return CauseRule(
            id_,
            rule["title"],
            rule["explain"],
            tuple(rule["explains"]),
            plain.value_tests(rule["given"]),
            evidence,
            tuple(rule["refines"]),
            tuple(rule["yields_to"]),
            rule["remainder"],
            rule["prior"],
            rule["decided_by"],
            plain.fix(rule["fix"]),
            plain.references(rule["references"]),
            plain.verification(rule["verify"], self.titles),
            rule["prevent"],
        )

    def evidence(self, rank: Any, id_: str, rule: Rule) -> EvidenceRule:
        """One piece of evidence."""
        parts = tuple(
            self.evidence(rank, f"{id_}/{number}", part)
            for number, part in enumerate(rule["all"] or ())
        )
        kind = next(known for known in EVIDENCE_KINDS if rule[known])
        found = rule["finding"] or ()
        matched = kind in ("match", "absent")
        return EvidenceRule(
            rank,
            kind,
            rule["because"],
            matcher=self.common(id_, rule[kind]) if matched else "",
            findings=(found,) if isinstance(found, str) else tuple(found),
            facts=plain.value_tests(rule["fact"] or {}),
            parts=parts,
            count=rule["count"],
            distinct=rule["distinct"] or "",
            same=tuple(rule["same"]),
            near=rule["near"],
            within=rule["within"],
            moment=rule["moment"],
            basis=BASES.index(rule["basis"]),
        )

    def fact(self, id_: str, rule: Rule) -> FactRule:
        """One lasting thing."""
        matcher = self.matcher(f"fact/{id_}", rule["match"], everywhere=True)
        return FactRule(id_, rule["title"], rule["kind"], rule["name"], rule["value"], matcher)

    def harmless(self, id_: str, rule: Rule) -> HarmlessRule:
        """One line that looks bad and is not."""
        prefix = f"harmless/{id_}"
        return HarmlessRule(
            id_,
            rule["title"],
            rule["explain"],
            self.matcher(prefix, rule["match"]),
            self.call_offs(prefix, rule["unless"]),
            tuple(rule["signatures"]),
        )
