"""Write the demo's import files anew: `python -m steadyhand.commands.demo.writing [FOLDER]`."""

import sys
from pathlib import Path

from steadyhand.commands.demo.writing.write_files import FILES, write_files

if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else FILES)
