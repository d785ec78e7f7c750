#!/bin/sh
# Try the wheel as somebody would who has nothing but its file: in an empty environment, outside this
# folder, with an empty home and no cache. Installs all that it asks for anew, which takes minutes.
#                       usage: scripts/trywheel.sh dist/recension-….whl
set -eu
wheel=$(readlink -f "$1")
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/home" "$work/elsewhere"
cd "$work/elsewhere"

"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet --disable-pip-version-check install "$wheel"

# Run a command with nothing of this environment but the paths of the system.
clean() {
    env -i HOME="$work/home" LANG=C.UTF-8 PATH="$work/venv/bin:/usr/bin:/bin" "$@"
}
cat >any.txt <<'TEXT'
CHAPTER I

The mill stood by the river, and nobody in the valley could say who had
built it.1 In spring the water came up to the second step of the door, and
the miller’s wife counted the days until it went down again.

1 The oldest bill that is kept names a carpenter of the next parish.
TEXT
clean recension --version
clean recension build any.txt --to epub,pdf,html,docx,txt,markdown
clean recension findings any.txt || true
clean recension new any.txt --name mill
clean recension build mill --to epub
clean recension check mill
clean recension explain divided-word >/dev/null
clean recension --completion bash | bash -n
man --local-file "$work/venv/share/man/man1/recension.1" >/dev/null
ls -l dist/*
du -sh "$wheel" "$work/venv"
