# Recension. Each target calls the command of the same name; `recension --help` says more.
# Which book: SOURCE=path (a text, PDF, hOCR, ALTO or _djvu.xml; a folder or archive of page files; a
# folder with book.toml) or BOOK=name (a folder under manuscript/; the sample book when neither is
# given). OUT=folder: where results go.

# For bench: CASES=folder, and if wanted TOOL=command, SCORER=path, INPUT=name and BASELINE=file;
# without CASES, errors are planted in a clean text, SOURCE or the handbook's, and those are counted
# that the checks find.

# Handed on by the environment, as typed, so that blanks and signs in paths reach the command whole.
export RECENSION_SOURCE := $(value SOURCE)
export RECENSION_BOOK := $(value BOOK)
export RECENSION_OTHER := $(value OTHER)
export RECENSION_OUT := $(value OUT)
export RECENSION_FORMAT := $(value FORMAT)
export RECENSION_CASES := $(value CASES)
export RECENSION_SCORER := $(value SCORER)
export RECENSION_TOOL := $(value TOOL)
export RECENSION_INPUT := $(value INPUT)
export RECENSION_BASELINE := $(value BASELINE)
export RECENSION_CASE := $(value CASE)

recension := .venv/bin/recension
run := sh scripts/run
book := "$${RECENSION_SOURCE:-$${RECENSION_BOOK:-handbook}}"
out := $${RECENSION_OUT:+--out "$$RECENSION_OUT"}

comma := ,
blank := $(subst ,, )
formats := $(or $(filter epub pdf html docx txt print markdown,$(MAKECMDGOALS)),epub pdf)
caches := .fuzz .hypothesis .mypy_cache .pytest_cache .ruff_cache

.DEFAULT_GOAL := help
.PHONY: help editions epub pdf html docx txt print markdown batch new audit findings collate check export proof proof-sheets shots onix cite bench setup wheel test fuzz speed lint format lock clean

help: ## list these targets
	@echo 'usage: make TARGET… [SOURCE=path | BOOK=name] [OUT=folder]'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

epub: editions ## make the EPUB of a book
	@:
pdf: editions ## make its PDF
	@:
html: editions ## make one HTML file of it, for the web
	@:
docx: editions ## make a DOCX of it, for authors
	@:
txt: editions ## make plain text of it
	@:
print: editions ## make the files for a printer: pages with crop marks, the whole cover
	@:
markdown: editions ## make its Markdown, a file a chapter
	@:

# One build, whichever of the editions are asked for.
editions: .venv/.ready
	@$(recension) build --to $(subst $(blank),$(comma),$(strip $(formats))) $(out) -- $(book)

batch: .venv/.ready ## build a library, EPUB and PDF: make batch SOURCE=list or folder of books
	@$(recension) batch $(out) -- "$$RECENSION_SOURCE"

new: .venv/.ready ## start a book under manuscript/: make new SOURCE=path [BOOK=name]
	@$(recension) new $${RECENSION_BOOK:+--name "$$RECENSION_BOOK"} -- "$$RECENSION_SOURCE"

audit: .venv/.ready ## draw up a book's account: what became of every character of its source
	@$(recension) audit -- $(book)

findings: .venv/.ready ## list what deserves a look: make findings [FORMAT=json | sarif | html]
	@$(recension) findings $${RECENSION_FORMAT:+--format "$$RECENSION_FORMAT"} -- $(book)

collate: .venv/.ready ## list where another copy of the book differs: make collate OTHER=path
	@$(recension) collate $${RECENSION_FORMAT:+--format "$$RECENSION_FORMAT"} \
		-- $(book) "$$RECENSION_OTHER"

check: .venv/.checkers ## validate the editions that stand in dist/
	@$(recension) check $(out) -- $(book)

shots: .venv/.checkers ## render the editions that stand in dist/ to pictures, with contact sheets
	@$(run) python -m scripts.shots $(out) -- $(book)

export: .venv/.ready ## write it with what was decided: make export FORMAT=tei | tracked | critic | …
	@$(recension) export --to "$${RECENSION_FORMAT:-tei}" $(out) -- $(book)

proof: .venv/.ready ## open the desk, where a book is proofread in the browser
	@$(recension) desk -- $(book)

proof-sheets: .venv/.ready ## set proofs on paper: numbered lines, wide margins, what is asked
	@$(recension) proof-sheets $(out) -- $(book)

onix: .venv/.ready ## write the ONIX message for the trade, beside the editions
	@$(recension) onix $(out) -- $(book)

cite: .venv/.ready ## print how the edition is cited: make cite [FORMAT=csl | biblatex | bibtex]
	@$(recension) cite $${RECENSION_FORMAT:+--format "$$RECENSION_FORMAT"} -- $(book)

bench: .venv/.ready ## score the recovery of CASES, or a TOOL; without CASES, the checks by planted errors
	@if [ -n "$$RECENSION_CASES" ]; then \
		$(recension) bench $${RECENSION_SCORER:+--scorer "$$RECENSION_SCORER"} \
			$${RECENSION_TOOL:+--tool "$$RECENSION_TOOL"} \
			$${RECENSION_INPUT:+--input "$$RECENSION_INPUT"} \
			$${RECENSION_BASELINE:+--baseline "$$RECENSION_BASELINE"} -- "$$RECENSION_CASES"; \
	else $(run) python -m scripts.planted $${RECENSION_SOURCE:+"$$RECENSION_SOURCE"}; fi

setup: .venv/.ready ## install what is missing; the other targets do so by themselves

.venv/.ready: requirements.lock scripts/setup.sh scripts/packages.sh
	@sh scripts/setup.sh

# What only looks at finished editions. Where it cannot be had, all else goes on.
.venv/.checkers: .venv/.ready $(wildcard scripts/checkers/*) scripts/checkers.sh scripts/packages.sh
	@sh scripts/checkers.sh

test: .venv/.checkers ## run the tests
	@$(run) python -m pytest $(TESTS)

fuzz: .venv/.ready ## try books and files that chance and coverage make: make fuzz [FUZZ=minutes]
	@$(run) python -m tests.fuzz --minutes "$(or $(FUZZ),10)" $${RECENSION_CASE:+--case "$$RECENSION_CASE"}

wheel: .venv/.ready ## make a file in dist/ by which Recension is installed elsewhere
	@$(run) python -m scripts.wheel $(out)

# What is only measured beside ours. Where it cannot be had, the rest is measured.
.venv/.peers: .venv/.ready scripts/peers.sh scripts/packages.sh
	@sh scripts/peers.sh

speed: .venv/.peers ## measure time and memory beside the peers, into docs/; or of SOURCE
	@$(run) python -m scripts.speed $(out) $${RECENSION_SOURCE:+-- "$$RECENSION_SOURCE"}

lint: .venv/.ready ## look for faults of style, types and layers, for dead and doubled code
	@$(run) ruff check .
	@$(run) ruff format --check .
	@$(run) mypy
	@$(run) lint-imports --no-cache --no-logo pyproject.toml
	@$(run) vulture
	@$(run) jscpd --format python --min-tokens 65 --exit-code 1 --reporters ai pipeline scripts

format: .venv/.ready ## set the code in the house style
	@$(run) ruff check --fix .
	@$(run) ruff format .

lock: ## write requirements.lock anew, with the newest versions
	@sh scripts/lock.sh

clean: $(if $(wildcard dist),.venv/.ready) ## remove dist/ and caches, unless dist/ holds edits made by hand
	@if [ -d dist ]; then $(recension) clean; fi
	@rm -rf $(caches)
	@find pipeline tests scripts -name __pycache__ -prune -exec rm -rf {} +
