"""What people type: each command of ``lotaip`` with its help, its arguments and its exit codes."""
