#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""How this repository looks inside a kernel tree.

    layout.py KERNEL-TREE    puts it there, as scripts/overlay does

The driver, its headers and its documents have the places they have here. Suites are in tests/
of what they test, so that kunit.py finds .kunitconfig in the driver's directory. What serves
kernels of other versions, or a build outside of the tree, is gone. scripts/series/make divides
the same files into patches.
"""

import os
import re
import stat
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PLATFORM = "drivers/media/platform"
DRIVER = PLATFORM + "/daedalus"
TESTS = DRIVER + "/tests"
V3D = "drivers/gpu/drm/v3d"
V3D_TESTS = V3D + "/tests"
ADMIN = "Documentation/admin-guide/media"
API = "Documentation/driver-api/media/drivers"

# Sources and no build products: shaders are headers once they have been built.
SOURCE = re.compile(r"(^|/)(Kconfig|Makefile|\.gitignore|\.kunitconfig|[^/]+\.(c|h|qasm|qinc))$")
PRODUCT = re.compile(r"\.mod\.c$|/gpu/shaders/[^/]+\.h$")

# The patches to v3d have it, too; without them the driver still needs it.
CLIENT_HEADER = "include/drm/v3d_client.h"


class LayoutError(Exception):
    """What is expected is not there."""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources(directory, recurse=True):
    """Names of the sources below a directory of the checkout, relative to it."""
    top = os.path.join(TOP, directory)
    for root, dirs, names in os.walk(top):
        dirs.sort()
        if not recurse:
            dirs.clear()
        for name in sorted(names):
            path = os.path.join(root, name)
            if SOURCE.search(path) and not PRODUCT.search(path):
                yield os.path.relpath(path, top)


def replace(text, old, new, where):
    if old not in text:
        raise LayoutError(f"{where} has no '{old.strip()}'")
    return text.replace(old, new)


def tree_version(tree):
    """Of a kernel tree: (6, 12)"""
    path = os.path.join(tree, "Makefile")
    text = read(path) if os.path.exists(path) else ""
    numbers = [re.search(rf"^{name} = (\d+)$", text, re.M) for name in ("VERSION", "PATCHLEVEL")]
    if None in numbers:
        raise LayoutError(f"{tree} is no kernel tree")
    return tuple(int(number.group(1)) for number in numbers)


# daedalus_compat.h: conditions become what they are in one version.

def is_defined(tree, name):
    """Whether the headers of a tree define a macro that daedalus_compat.h asks for."""
    for header in ("include/uapi/linux/videodev2.h", "include/linux/slab.h",
                   "arch/arm64/include/asm/simd.h"):
        path = os.path.join(tree, header)
        if os.path.exists(path) and re.search(rf"^#\s*define\s+{name}\b", read(path), re.M):
            return True
    return False


def condition(line, tree, version):
    """True, False, or the directive that is left of a condition."""
    match = re.match(r"#\s*if(n?def)?\s+(.*)", line)
    form, terms = match.group(1), match.group(2)
    if form:
        terms = ("!" if form == "ndef" else "") + f"defined({terms})"
    left = []
    for term in terms.split(" && "):
        asked = re.fullmatch(r"LINUX_VERSION_CODE < KERNEL_VERSION\((\d+), (\d+), 0\)", term)
        named = re.fullmatch(r"(!?)defined\((\w+)\)", term)
        if asked:
            value = version < (int(asked.group(1)), int(asked.group(2)))
        elif named and not re.match("CONFIG_|DAEDALUS_", named.group(2)):
            value = is_defined(tree, named.group(2)) != bool(named.group(1))
        elif named:
            left.append(term)
            continue
        else:
            raise LayoutError(f"a condition that is not understood: {line}")
        if not value:
            return False
    if not left:
        return True
    if len(left) == 1:
        name = re.search(r"\((\w+)\)", left[0]).group(1)
        return ("#ifndef " if left[0][0] == "!" else "#ifdef ") + name
    return "#if " + " && ".join(left)


def resolve_compat(text, tree, version):
    """The header for one version: no conditions on versions, nor what tells of others."""
    out = []
    stack = []
    for line in text.split("\n"):
        if re.match(r"#\s*if", line):
            stack.append(condition(line, tree, version))
            if isinstance(stack[-1], str) and False not in stack[:-1]:
                out.append(stack[-1])
            continue
        if re.match(r"#\s*else", line) and isinstance(stack[-1], bool):
            stack[-1] = not stack[-1]
            continue
        if re.match(r"#\s*endif", line) and isinstance(stack.pop(), bool):
            continue
        if False not in stack and not re.match(r"/\* \d+\.\d+.*\*/$|#include <linux/version.h>", line):
            out.append(line)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(out))
    return replace(text, "/* What differs between kernels 6.12 and 7.2, and nothing else. */",
                   "/* What other versions of the kernel have in another form */",
                   "daedalus_compat.h")


# Parts

def in_tree_makefile(text):
    where = DRIVER + "/Makefile"
    text = replace(text, "# daedalus_v4l2.ko: in a kernel tree as it is, outside through the "
                   "Makefile at\n# the top of this repository.\n\n", "", where)
    text = replace(text, "# Tests, at the top of the repository.\n"
                   "daedalus-kunit := ../../../../kunit\n", "# Tests.\n", where)
    text = replace(text, "$(daedalus-kunit)/", "tests/", where)
    text = replace(text, "# The last one for <drm/v3d_client.h>, which kernels need not have.\n",
                   "", where)
    return replace(text, " -I$(src)/../../../../include", "", where)


def in_tree_document(text):
    """Without what is about things outside of the tree, with what is only said inside.

    Between the comments ".. out of tree" and ".. end" is the former, and the latter is the
    indented body of ".. in tree".
    """
    text = re.sub(r"^\.\. out of tree\n.*?^\.\. end\n\n?", "", text, flags=re.M | re.S)

    text = re.sub(r"^\.\. in tree\n\n?((?:[ ]+.*\n|\n)+)",
                  lambda match: re.sub(r"^   ", "", match.group(1), flags=re.M), text, flags=re.M)
    return text.rstrip("\n") + "\n"


def documents(directory):
    for name in sorted(os.listdir(os.path.join(TOP, directory))):
        if re.fullmatch(r"daedalus.*\.rst", name):
            text = in_tree_document(read(os.path.join(TOP, directory, name)))
            # All of it may be about the repository.
            if re.search(r"^={3,}$", text, re.M):
                yield f"{directory}/{name}", text


def layout(tree):
    """Our files in a kernel tree: {path: text}"""
    version = tree_version(tree)
    files = {}
    for name in sources(DRIVER):
        text = read(os.path.join(TOP, DRIVER, name))
        files[f"{DRIVER}/{name}"] = re.sub(r"\b([Mm]ade by) scripts/gen/(\w+\.py)",
                                           r"\1 \2 of the driver's repository", text)
    for name in sources("kunit", recurse=False):
        target = DRIVER if name == ".kunitconfig" else TESTS
        files[f"{target}/{name}"] = read(os.path.join(TOP, "kunit", name))
    for name in sources("kunit/v3d"):
        files[f"{V3D_TESTS}/{name}"] = read(os.path.join(TOP, "kunit/v3d", name))
    for directory in (ADMIN, API):
        files.update(documents(directory))
    files[CLIENT_HEADER] = read(os.path.join(TOP, CLIENT_HEADER))

    path = DRIVER + "/Makefile"
    files[path] = in_tree_makefile(files[path])
    path = DRIVER + "/daedalus_compat.h"
    files[path] = resolve_compat(files[path], tree, version)
    path = V3D_TESTS + "/Makefile"
    files[path] = replace(files[path], "obj-m :=", "obj-$(CONFIG_DRM_V3D_CLIENT_KUNIT_TEST) :=",
                          "kunit/v3d/Makefile")
    return files


# Lines in files that the tree has

def add_sorted(lines, line, first, last):
    """Before the first of lines[first:last] that comes after it, or after all of them."""
    place = next((i for i in range(first, last) if lines[i].lower() > line.lower()), last)
    lines.insert(place, line)


def add_to_run(text, line, like, where):
    """To the first run of lines that match."""
    lines = text.split("\n")
    if line in lines:
        return text
    first = next((i for i, other in enumerate(lines) if re.match(like, other)), None)
    if first is None:
        raise LayoutError(f"{where} has no place for '{line.strip()}'")
    last = first
    while last < len(lines) and re.match(like, lines[last]):
        last += 1
    add_sorted(lines, line, first, last)
    return "\n".join(lines)


def section(maintainer):
    return f"""\
DAEDALUS SOFTWARE VIDEO DECODER
M:	{maintainer}
L:	linux-media@vger.kernel.org
S:	Maintained
F:	{ADMIN}/daedalus*.rst
F:	{API}/daedalus*.rst
F:	{DRIVER}/
"""


def add_maintainer(text, maintainer):
    """Our section at its place, and the client's header to that of v3d."""
    parts = text.split("\n\n")
    ours = section(maintainer).rstrip("\n")
    title = ours.split("\n", 1)[0]
    parts = [part for part in parts if not part.startswith(title + "\n")]
    # A few sections are not at their places: the best one is where most others are right.
    titles = [part.split("\n", 1)[0].upper() if re.match(r"[^\n:]+\n[A-Z]:\t", part) else ""
              for part in parts]
    before = 0
    right = [(-1, 0)]
    after = sum(other > title for other in titles)
    for i, other in enumerate(titles):
        if other:
            right.append((before + after, -i))
            before += other < title
            after -= other > title
    right.append((before + after, -len(parts) + 1))
    place = -max(right)[1]
    parts.insert(place, ours)
    text = "\n\n".join(parts)
    entry = f"F:\t{CLIENT_HEADER}\n"
    if entry in text:
        return text
    return replace(text, f"F:\t{V3D}/\n", f"F:\t{V3D}/\n{entry}", "MAINTAINERS")


def hook_build(tree):
    changed = {}
    for name, line, like in (
            ("Kconfig", f'source "{DRIVER}/Kconfig"', rf'source "{PLATFORM}/'),
            ("Makefile", "obj-y += daedalus/", r"obj-y \+= ")):
        path = f"{PLATFORM}/{name}"
        changed[path] = add_to_run(read(os.path.join(tree, path)), line, like, path)
    return changed


def hook_v3d_tests(tree):
    """Only where v3d has our client"""
    path = V3D + "/Makefile"
    text = read(os.path.join(tree, path))
    if "v3d_client.o" not in text:
        return {}
    line = "obj-$(CONFIG_DRM_V3D_CLIENT_KUNIT_TEST) += tests/\n"
    if line in text:
        return {}
    kconfig = read(os.path.join(tree, V3D, "Kconfig"))
    return {path: text.rstrip("\n") + "\n\n" + line,
            V3D + "/Kconfig": kconfig.rstrip("\n") + f'\n\nsource "{V3D_TESTS}/Kconfig"\n'}


def hook_documents(tree, files):
    changed = {}
    for directory, index in ((ADMIN, "v4l-drivers.rst"), (API, "index.rst")):
        path = f"{directory}/{index}"
        text = read(os.path.join(tree, path))
        for name in sorted(files):
            if os.path.dirname(name) == directory:
                entry = "\t" + os.path.basename(name)[:-4]
                text = add_to_run(text, entry, r"\t[a-z0-9]", path)
        changed[path] = text
    return changed


def hook_maintainers(tree, maintainer):
    return {"MAINTAINERS": add_maintainer(read(os.path.join(tree, "MAINTAINERS")), maintainer)}


def write(tree, files):
    """Files that are as they should be keep their time."""
    for name, text in sorted(files.items()):
        path = os.path.join(tree, name)
        if os.path.exists(path) and read(path) == text:
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        # Not in place: the file may be a hard link into another tree.
        mode = stat.S_IMODE(os.stat(path).st_mode) if os.path.exists(path) else 0o644
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path + ".new", mode)
        os.replace(path + ".new", path)


def remove_others(tree, directory, files):
    """What we no longer have must not stay there."""
    for root, _, names in os.walk(os.path.join(tree, directory)):
        for name in names:
            path = os.path.relpath(os.path.join(root, name), tree)
            if SOURCE.search(path) and not PRODUCT.search(path) and path not in files:
                os.remove(os.path.join(tree, path))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: layout.py KERNEL-TREE")
    tree = sys.argv[1]
    try:
        files = layout(tree)
        remove_others(tree, DRIVER, files)
        write(tree, files)
        write(tree, hook_build(tree))
        write(tree, hook_v3d_tests(tree))
        if os.path.isdir(os.path.join(tree, ADMIN)):
            write(tree, hook_documents(tree, files))
    except (LayoutError, FileNotFoundError) as error:
        sys.exit(f"layout: {error}")


if __name__ == "__main__":
    main()
