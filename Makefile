# A small front for CMake: the words a person types.
#   make            build (release with symbols) in build/
#   make check      the quick tests
#   make check-all  sanitizers, fault injection, fuzz corpora, clang, scores
#   make install    DESTDIR= PREFIX=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local

all: build/Makefile
	@cmake --build build -j $(JOBS) -- -s --no-print-directory

build/Makefile:
	@cmake --preset release -G "Unix Makefiles" -DCMAKE_INSTALL_PREFIX=$(PREFIX) >/dev/null

# Building the tests needs cmocka, which the program itself does not: so only here.
tests:
	@cmake --preset release -G "Unix Makefiles" -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DDRG_TESTS=ON >/dev/null
	@cmake --build build -j $(JOBS) -- -s --no-print-directory

check: tests
	@ctest --test-dir build -j $(JOBS) -LE slow --output-on-failure

check-all: tests
	@sh tools/check-all.sh

asan tsan clang dev fuzz:
	@cmake --preset $@ -G "Unix Makefiles" >/dev/null && cmake --build build-$@ -j $(JOBS) -- -s --no-print-directory

install: all
	@cmake --install build

clean:
	@rm -rf build build-dev build-asan build-tsan build-clang build-fuzz

.PHONY: all tests check check-all asan tsan clang dev fuzz install clean
