import type { ReactNode } from "react";
import { Card } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { Confirm, Dialog, DialogFoot, Drawer } from "../../../components/dialog.tsx";
import { KeyValue } from "../../../components/key-value.tsx";
import { Menu } from "../../../components/menu.tsx";
import { showToast } from "../../../components/show-toast.ts";
import { TextField } from "../../../components/text-field.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";
import { Row } from "./layout.tsx";
import * as samples from "./samples.ts";

export function Overlays(): ReactNode {
  return (
    <Card title="Dialog, Drawer, Menu, Tooltip, Toast">
      <Row>
        <Dialog title="Rename passkey" trigger={<Button>Dialog</Button>}>
          {(close) => (
            <>
              <TextField label="Name" defaultValue="MacBook Pro" autoFocus />
              <DialogFoot>
                <Button onPress={close}>Cancel</Button>
                <Button kind="primary" onPress={close}>
                  Rename
                </Button>
              </DialogFoot>
            </>
          )}
        </Dialog>
        <Confirm
          title="Delete account"
          action="Delete account"
          typed="ada@example.com"
          trigger={<Button kind="danger">Confirm</Button>}
          onConfirm={() => undefined}
        >
          Everything of ada@example.com is removed: profile, files, activity. It can't be undone.
        </Confirm>
        <Drawer title="Ada Lovelace" trigger={<Button>Drawer</Button>}>
          <KeyValue pairs={samples.PAIRS} />
        </Drawer>
        <Menu
          label="Actions"
          trigger={<Button>Menu</Button>}
          actions={[
            { id: "edit", label: "Edit", icon: "user", onAction: () => undefined },
            {
              id: "reset",
              label: "Reset password",
              icon: "key",
              hint: "Sends a code",
              onAction: () => undefined,
            },
            {
              id: "delete",
              label: "Delete user",
              icon: "trash",
              isDangerous: true,
              onAction: () => undefined,
            },
          ]}
        />
        <Tooltip text="Ends this session on its device">
          <Button>Tooltip</Button>
        </Tooltip>
        <Button onPress={() => void showToast({ text: "Session revoked" })}>Toast</Button>
        <Button
          onPress={() =>
            void showToast({
              text: "Could not be saved",
              kind: "danger",
              action: { label: "Try again", onPress: () => undefined },
            })
          }
        >
          Toast of a failure
        </Button>
      </Row>
    </Card>
  );
}
